/**
 * `npm run --silent eval [folder]`: measures the language layer on labelled lines and prints the table of goals.
 * The folder (../shared/data by default) holds understanding-dev.jsonl, time-dev.jsonl and chatter-dev.jsonl; a file that is not there is passed over.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { understand } from '../chat/understand.ts';
import { commands } from '../features.ts';
import { answerTime } from '../language/time/answer.ts';
import {
  acting,
  judgeTime,
  type Labelled,
  type LabelledTime,
  rightIntent,
  type Share,
  slotShare,
} from './eval-score.ts';
import { type Input, inputSchema, type Output, outputOf, situationOf } from './understand-line.ts';

const folder = process.argv[2] ?? '../shared/data';

function load<T>(name: string): T[] {
  const file = join(folder, name);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim()).map((line): T => JSON.parse(line));
}

function say(input: Input): Output {
  const line = inputSchema.parse(input);
  const situation = situationOf(line);
  return outputOf(line, situation, understand(line.text, situation, commands));
}

function row(what: string, goal: string, found: string): void {
  console.log(`${what.padEnd(46)}${goal.padEnd(12)}${found}`);
}

const percent = (s: Share) => (s.of === 0 ? '–' : `${((100 * s.right) / s.of).toFixed(1)} %  (${s.right}/${s.of})`);

function measureIntents(labels: readonly Labelled[]): void {
  const pairs = labels.map((label) => [label, say(label)] as const);
  const { precision, recall } = acting(pairs);
  row('group, not addressed: precision of acting', '≥ 97 %', percent(precision));
  row('group, not addressed: recall of acting', '≥ 80 %', percent(recall));
  const channels = [
    ['intent, group', '', (l: Labelled) => l.channel === 'group' && !l.mention],
    ['intent, addressed', '≥ 92 %', (l: Labelled) => l.channel === 'group' && l.mention],
    ['intent, direct chat', '≥ 90 %', (l: Labelled) => l.channel === 'direct'],
  ] as const;
  for (const [what, goal, belongs] of channels) {
    const here = pairs.filter(([l]) => belongs(l));
    row(what, goal, percent({ right: here.filter(([l, o]) => rightIntent(l, o)).length, of: here.length }));
  }
  const urgent = pairs.filter(([l]) => l.intent === 'need' && l.slots['urgency'] === 'urgent');
  const alarmed = urgent.filter(([, o]) => o.act === 'act' && o.intent === 'need');
  row('emergencies recalled', '≥ 95 %', percent({ right: alarmed.length, of: urgent.length }));
  const goals: Record<string, string> = {
    activityNo: '≥ 98 %',
    phone: '≥ 99 %',
    place: '≥ 95 %',
    partySize: '≥ 95 %',
    date: '≥ 93 %',
  };
  const kinds = [
    'activityNo',
    'phone',
    'place',
    'partySize',
    'date',
    'time',
    'durationMin',
    'rating',
    'needCategory',
    'urgency',
    'beneficiary',
    'names',
    'activityHint',
  ];
  for (const kind of kinds) row(`slot ${kind}`, goals[kind] ?? '', percent(slotShare(pairs, kind)));
}

/** Whether start and end are right, whatever the rest of the answer is. */
function startAndEnd(label: LabelledTime): boolean {
  const { start, end } = answerTime(label);
  return start === label.start && end === label.end;
}

async function measureTimes(labels: readonly LabelledTime[]): Promise<void> {
  const judged = labels.map((label) => judgeTime(label, answerTime(label)));
  const share = (kind: string) => percent({ right: judged.filter((j) => j === kind).length, of: judged.length });
  row('time: right', '≥ 92 %', share('right'));
  row('time: silently wrong', '≤ 3 %', share('wrong'));
  row('time: missed', '', share('missed'));
  const bare = labels.filter((label) => startAndEnd(label)).length;
  row('time: right in start and end alone', '', percent({ right: bare, of: judged.length }));
  // Readers of others, for comparison: only start and end are asked of them. They are not there in an installation.
  const { timeOthers } = await import('../../bench/time-others.ts');
  for (const { name, right, wrong, missed, of } of await timeOthers(labels)) {
    row(`  ${name}: right`, '', percent({ right, of }));
    row(`  ${name}: silently wrong`, '', percent({ right: wrong, of }));
    row(`  ${name}: missed`, '', percent({ right: missed, of }));
  }
}

/** Real talk, where every act is a false one: without context, among other talk, and under a fresh announcement. */
function measureChatter(lines: readonly { text: string; hard?: boolean }[]): void {
  for (const ctx of [undefined, 'smalltalk', 'announce:3', 'list:3,5,7'])
    for (const hard of [false, true]) {
      const here = lines.filter((l) => Boolean(l.hard) === hard);
      const acts = here.filter((l) => {
        const said = say({
          id: 0,
          channel: 'group',
          mention: false,
          role: 'volunteer',
          now: '2026-11-23T09:00:00+08:00',
          text: l.text,
          ...(ctx ? { ctx } : {}),
        });
        return said.act === 'act' && said.intent !== 'chatter';
      }).length;
      const goal = ctx === undefined ? (hard ? '≤ 10' : '≤ 1') : '';
      const found = `${((1000 * acts) / Math.max(1, here.length)).toFixed(1)}  (${acts}/${here.length})`;
      row(`false acts per 1,000${hard ? ', trigger words' : ''}${ctx ? `, ctx ${ctx}` : ''}`, goal, found);
    }
}

/** Messages a second on one core, by processor time, after a first round. */
function measureSpeed(inputs: readonly Input[]): void {
  const round = () => inputs.map(say).length;
  round();
  const before = process.cpuUsage();
  const rounds = 5;
  for (let i = 0; i < rounds; i++) round();
  const { user, system } = process.cpuUsage(before);
  row(
    'messages a second on one core',
    '≥ 5,000',
    String(Math.round((rounds * inputs.length) / ((user + system) / 1e6))),
  );
}

const labels = load<Labelled>('understanding-dev.jsonl');
const times = load<LabelledTime>('time-dev.jsonl');
const chatter = load<{ text: string; hard?: boolean }>('chatter-dev.jsonl');
if (labels.length + times.length + chatter.length === 0)
  console.error(`there are no labelled lines in “${folder}”; name the folder: npm run eval -- FOLDER`);
row('what', 'goal', 'found');
if (labels.length > 0) measureIntents(labels);
if (times.length > 0) await measureTimes(times);
if (chatter.length > 0) measureChatter(chatter);
if (labels.length > 0) measureSpeed(labels);
