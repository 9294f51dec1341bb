import { command } from '../../../chat/command.ts';
import type { Turn } from '../../../chat/turn.ts';
import { toLocal } from '../../../clock/zone.ts';
import { sayRef } from '../../../language/say.ts';
import { claimsOf, type Item, itemsOfNumber, openItems } from '../../claims/queries.ts';
import { whenOf } from '../../claims/steps.ts';
import { wording as claimsWording, refOf } from '../../claims/wording.ts';
import { needsIn } from '../../needs/queries.ts';
import { wording as needsWording } from '../../needs/wording.ts';
import { activityOf } from '../queries.ts';
import { wording } from '../wording.ts';

const everyone = ['resident', 'volunteer', 'teamHead', 'unitContact'] as const;
/** A list that is longer than a screen is not read. */
const mostLines = 20;

const unfinished = ['reported', 'open', 'claimed', 'done'] as const;

/** Lines of what is on, with the references in the order shown. A divided activity shows its shifts. */
export function linesOf(turn: Pick<Turn, 'community' | 'now'>, items: Item[]): { lines: string[]; items: Item[] } {
  const shown = items.filter((item) => item.status === 'open').slice(0, mostLines);
  return {
    lines: shown.map((item) =>
      item.kind === 'need' ? wording.needLine(item) : wording.line(item, whenOf(item, turn.community, turn.now)),
    ),
    items: shown,
  };
}

export const listActivities = command({
  name: '活动',
  does: 'listActivities',
  group: '活动',
  help: '看最近有哪些活动和需求、还缺几个人',
  may: everyone,
  where: 'anywhere',
  says: ['活动', '有什么活动', '最近活动', '活动列表'],
  examples: [['活动', {}]],
  async run(turn, slots) {
    const refs = slots.refs ?? turn.meaning.target;
    if (refs && refs.length > 0) return board.run(turn, { ...slots, refs });
    const all = await openItems(turn.tx, turn.community, turn.now);
    const day = slots.when?.start?.slice(0, 10);
    const until = slots.when?.end?.slice(0, 10) ?? day;
    const local = (item: Item) => (item.startsAt ? toLocal(item.startsAt, turn.community.zone).slice(0, 10) : '');
    const then = day && until ? all.filter((item) => local(item) >= day && local(item) <= until) : all;
    if (all.length > 0 && then.length === 0) return turn.reply(wording.nothingThen);
    show(turn, then, wording.listHead);
  },
});

export const listNeeds = command({
  name: '需求',
  does: 'listNeeds',
  group: '需求',
  help: '看哪些需求还等人帮忙；书记和组长看没办完的',
  may: everyone,
  where: 'anywhere',
  says: ['需求', '有什么需求', '需求列表'],
  examples: [['需求', {}]],
  async run(turn) {
    if (turn.role === 'leader' || turn.role === 'teamHead') {
      const all = await needsIn(turn.tx, turn.community, unfinished);
      if (all.length === 0) return turn.reply(wording.nothingNeeded);
      const refs = all.slice(0, mostLines).map(({ number }) => ({ number }));
      return turn.reply(needsWording.all(all.slice(0, mostLines)), { shows: { kind: 'list', refs } });
    }
    const needs = (await openItems(turn.tx, turn.community, turn.now)).filter(
      (item) => item.kind === 'need' && item.taken < item.seats,
    );
    show(turn, needs, wording.needsHead, wording.nothingNeeded);
  },
});

function show(turn: Turn, items: Item[], head: string, nothing = wording.nothingOn): void {
  const { lines, items: shown } = linesOf(turn, items);
  if (lines.length === 0) turn.reply(nothing);
  else
    turn.reply(wording.list(head, lines, sayRef(refOf(shown[0]!))), {
      shows: { kind: 'list', refs: shown.map(refOf) },
    });
}

export const board = command({
  name: '看板',
  does: 'board',
  group: '活动',
  help: '看一个活动有谁认领、还缺几个人',
  may: everyone,
  where: 'anywhere',
  says: ['看板 {item}', '看板', '名单 {item}'],
  examples: [['看板 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const refs = slots.refs ?? turn.meaning.target;
    if (!refs || refs.length === 0) return listActivities.run(turn, {});
    for (const ref of refs.slice(0, 5)) {
      const parts = (await itemsOfNumber(turn.tx, turn.community, ref.number)).filter((item) =>
        ref.shift ? item.shift === ref.shift : true,
      );
      const shown = parts.filter(
        (item) => item.status !== 'divided' && !(item.kind === 'need' && item.status === 'waiting'),
      );
      if (shown.length === 0) {
        turn.reply(claimsWording.unknown(ref));
        continue;
      }
      const activity = await activityOf(turn.tx, turn.community, ref.number);
      const boards: string[] = [];
      for (const item of shown)
        boards.push(
          wording.board(
            item,
            item.kind === 'need' ? '' : whenOf(item, turn.community, turn.now),
            activity,
            await claimsOf(turn.tx, turn.community, item.id),
          ),
        );
      turn.reply(boards.join('\n'), { shows: { kind: 'list', refs: shown.map(refOf) } });
    }
  },
});
