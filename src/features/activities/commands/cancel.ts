import { command } from '../../../chat/command.ts';
import { itemOf } from '../../claims/queries.ts';
import { wording as claimsWording } from '../../claims/wording.ts';
import { cancelItem } from '../steps.ts';
import { wording } from '../wording.ts';

export const cancel = command({
  name: '取消活动',
  does: 'cancel',
  group: '组织',
  help: '取消整个活动；认领的人会收到通知',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['取消活动 {item}', '{item} 活动取消'],
  examples: [['取消活动 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const ref = (slots.refs ?? turn.meaning.target)?.[0];
    if (!ref) return turn.reply(wording.cancelWhich);
    const item = await itemOf(turn.tx, turn.community, ref);
    if (!item || item.kind === 'need') return turn.reply(claimsWording.unknown(ref));
    if (item.status === 'cancelled' || item.status === 'closed') return turn.reply(wording.over(item));
    await cancelItem(turn, item, slots.text);
  },
});
