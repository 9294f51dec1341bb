import { sql } from 'drizzle-orm';
import { command } from '../../chat/command.ts';
import { rows } from '../../db/db.ts';
import { confirm, settle } from '../../identity/settle.ts';
import { onePerson } from '../../identity/whom.ts';
import { wording as identity } from '../../identity/wording.ts';
import { wording } from './wording.ts';

export const join = command({
  name: '当志愿者',
  does: 'join',
  group: '我的',
  help: '想加入志愿者，说一声，顺便说说会什么、什么时候有空',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'direct',
  says: ['我要当志愿者', '当志愿者 {text}'],
  examples: [['我要当志愿者', {}]],
  async run(turn) {
    if (turn.role !== 'resident') return turn.reply(wording.already);
    turn.note({ action: 'asked to join', detail: { words: turn.message.text.slice(0, 500) } });
    await turn.toLeaders(wording.forLeader(turn.speaker.name, turn.message.text.slice(0, 200)));
    turn.reply(wording.asked);
  },
});

export const approve = command({
  name: '同意',
  does: 'approve',
  group: '组织',
  help: '同意一个人当志愿者',
  may: [],
  where: 'direct',
  says: ['同意 {name}'],
  examples: [['同意 小赵', { names: ['小赵'] }]],
  async run(turn, slots) {
    const name = slots.names?.[0];
    if (!name) return turn.reply(wording.approveWhom);
    const person = await onePerson(turn, name);
    if (!person) return;
    if (person.role === 'resident') {
      await rows(
        turn.tx,
        sql`update people set role = 'volunteer' where community_id = ${turn.community.id} and id = ${person.id}`,
      );
      turn.note({ action: 'role given', detail: { person: person.id, role: 'volunteer' } });
      turn.tell(person.id, wording.approvedYou);
    }
    turn.reply(wording.approved(person.name));
  },
});

export const settleIdentity = command({
  name: '认人',
  does: 'settleIdentity',
  group: '组织',
  help: '有人重名、我分不清的时候，告诉我是哪一位',
  may: [],
  where: 'direct',
  says: ['认人 {n} {name}'],
  examples: [
    ['认人 3 A', { partySize: 3, names: ['A'] }],
    ['认人 3 新人', { partySize: 3, names: ['新人'] }],
  ],
  async run(turn, slots) {
    if (slots.partySize === undefined || !slots.names?.[0]) return turn.reply(identity.settleHow);
    await settle(turn, slots.partySize, slots.names[0]);
  },
});

export const confirmIdentity = command({
  name: '确认身份',
  does: 'confirmIdentity',
  group: '组织',
  help: '重新登录后我只凭名字认得的人，您认准了告诉我一声',
  may: [],
  where: 'direct',
  says: ['确认身份 {name}'],
  examples: [['确认身份 小王', { names: ['小王'] }]],
  async run(turn, slots) {
    if (!slots.names?.[0]) return turn.reply(identity.confirmWhom);
    const person = await onePerson(turn, slots.names[0]);
    if (person) await confirm(turn, person);
  },
});
