/** What may be asked and said about needs on the way: the private part again, and words for whoever leads. */
import { command } from '../../../chat/command.ts';
import { wordsOf } from '../../../chat/message.ts';
import { sayWords } from '../../../language/say.ts';
import { later, priority } from '../../../outbox/post.ts';
import { claimsOfPerson } from '../../claims/queries.ts';
import { needByItem, reportedBy } from '../queries.ts';
import { canClose, meantOf } from '../rules.ts';
import { newsHours } from '../steps.ts';
import { wording } from '../wording.ts';

const everyone = ['resident', 'volunteer', 'teamHead', 'unitContact'] as const;

export const details = command({
  name: '联系方式',
  does: 'details',
  group: '需求',
  help: '再看一遍您接下的需求：谁家、门牌、电话',
  may: everyone,
  where: 'direct',
  says: ['联系方式', '联系方式 {item}'],
  examples: [['联系方式 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const { tx, community, now, speaker } = turn;
    const held = (await claimsOfPerson(tx, community, speaker.id, now)).filter(
      ({ item, claim }) => item.kind === 'need' && claim.state === 'held',
    );
    const number = slots.refs?.[0]?.number;
    const asked = held.filter(({ item }) => number === undefined || item.number === number);
    if (asked.length === 0) return turn.reply(wording.noDetails);
    for (const { item } of asked) {
      const need = (await needByItem(tx, community, item.id))!;
      turn.note({
        action: 'shown',
        itemId: item.id,
        detail: { to: speaker.id, fields: ['name', 'place', 'phone', 'words'] },
      });
      turn.tell(speaker.id, wording.details(need), { private: true });
    }
  },
});

export const passOn = command({
  name: '转告书记',
  does: 'passOn',
  group: '需求',
  help: '有话要书记知道：投诉、联系不上来的人、想换个人',
  may: everyone,
  where: 'direct',
  says: ['转告书记 {text}', '告诉书记 {text}'],
  examples: [['转告书记 来的人联系不上', { text: '来的人联系不上' }]],
  async run(turn, slots) {
    const { tx, community, now, speaker } = turn;
    const words = (slots.text ? sayWords(slots.text) : wordsOf(turn.message)).trim().slice(0, 300);
    const living = (await reportedBy(tx, community, speaker.id, now)).filter((need) => canClose.includes(need.status));
    const claimed = living.filter((need) => need.status === 'claimed');
    const about = meantOf(claimed.length > 0 ? claimed : living, words);
    await turn.toLeaders(wording.opinion(speaker.name, words, about), {
      priority: priority.direct,
      lapsesAt: later(now, newsHours),
    });
    turn.reply(about ? wording.passedOnAbout(about) : wording.passedOn);
  },
});
