import { command } from '../../../chat/command.ts';
import { ofPerson, onePerson } from '../../../identity/whom.ts';
import { needClaimed } from '../../needs/steps.ts';
import { claimsOf, claimsOfPerson, handOver } from '../queries.ts';
import { lockClaim, whenOf } from '../steps.ts';
import { refOf, wording } from '../wording.ts';

export const swap = command({
  name: '换人',
  does: 'swap',
  group: '认领',
  help: '把自己的名额换给别人',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  says: ['换给{name} {item}', '{item} 换给{name}', '{item} 换成{name}'],
  examples: [
    ['换给小赵 12', { refs: [{ number: 12 }], names: ['小赵'] }],
    ['12 换给小赵', { refs: [{ number: 12 }], names: ['小赵'] }],
  ],
  async run(turn, slots) {
    const { tx, community, now, speaker } = turn;
    const name = slots.names?.[0];
    if (!name) return turn.reply(wording.swapWhom);
    const refs = slots.refs ?? turn.meaning.target;
    const mine = (await claimsOfPerson(tx, community, speaker.id, now)).filter(
      ({ claim }) => claim.personId === speaker.id && claim.state === 'held',
    );
    const fitting = refs
      ? mine.filter(({ item }) =>
          refs.some((ref) => ref.number === item.number && (!ref.shift || ref.shift === item.shift)),
        )
      : mine;
    if (fitting.length === 0) return turn.reply(wording.nothingToSwap(speaker.name));
    if (fitting.length > 1) return turn.reply(wording.whichRelease(fitting.map(({ item }) => item)));
    const to = await onePerson(turn, name);
    if (!to) return;
    const { claim, item } = fitting[0]!;
    const found = await lockClaim(turn, item.id, claim.id);
    if (found?.claim.state !== 'held') return turn.reply(wording.nothingHeld(speaker.name));
    if ((await claimsOf(tx, community, item.id)).some((other) => other.holder === to.id))
      return turn.reply(wording.swapHasIt(item, to.name));
    await handOver(tx, community, claim.id, to);
    turn.note({ action: 'swapped', itemId: item.id, detail: { claimId: claim.id, from: speaker.id, to: to.id } });
    turn.reply(wording.swapped(item, speaker.name, to.name), { shows: { kind: 'claimed', refs: [refOf(item)] } });
    turn.tell(to.id, wording.swapYou(item, speaker.name, whenOf(item, community, now)));
    // Whoever goes now needs the door and the phone.
    if (item.kind === 'need') await needClaimed(turn, item, ofPerson(to));
  },
});
