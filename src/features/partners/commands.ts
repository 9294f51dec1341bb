import { command } from '../../chat/command.ts';
import { readOfferSlots } from '../../language/meanings/offer.ts';
import { wording } from './wording.ts';

/** What a partner unit or a neighbour gives stays in the trail, and the leaders, who arrange the rest, are told at once. */
export const offer = command({
  name: '提供资源',
  does: 'offer',
  group: '需求',
  help: '想出钱出物出力：说说能提供什么、多少，比如“每天给10位老人送餐”',
  may: ['unitContact', 'volunteer', 'resident', 'teamHead'],
  where: 'direct',
  says: ['提供 {text}'],
  examples: [['提供 10份爱心餐', { text: '10份爱心餐' }]],
  async run(turn, slots) {
    const words = turn.message.text.replace(/^提供 /, '').slice(0, 300);
    const { title: what, seats: quota } = { ...readOfferSlots(turn.message.text), ...slots };
    const { unit, name } = turn.speaker;
    turn.note({
      action: 'resource offered',
      detail: { unit: unit ?? name, what: what ?? words, quota: quota ?? null, words },
    });
    await turn.toLeaders(wording.forLeader(unit, name, words));
    turn.reply(wording.thanks(what));
  },
});
