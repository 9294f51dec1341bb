/** Plays a day through the real program, as a script outside it would, and notes what the store held after each line. */
import type { MessageView } from '../../channel/local/view.ts';
import { fromLocal } from '../../clock/zone.ts';
import type { Store } from '../../db/open.ts';
import { type Book, fill, learn, names } from './book.ts';
import type { Day, DayLine, Effect } from './day.ts';
import { type Program, startProgram } from './program.ts';
import { type Caused, readCaused, readState, type State } from './state.ts';

export interface Played {
  line: DayLine;
  /** The text as it was posted, with the bot's numbers. */
  text: string;
  /** Number of the message in the chat. */
  n: number;
  /** The state just before the line, with everything that time had brought, and just after it. */
  before: State;
  after: State;
  /** What this line made the bot say, to whomever. */
  caused: Caused[];
}

export interface PlayedDay {
  day: Day;
  lines: Played[];
  book: Book;
  /** Everything that the bot said, in order. */
  said: MessageView[];
  /** When the last line's burst is over. */
  end: State;
}

/** Everything wakes before the first line of a day. */
const wakes = '07:00';

/** What a line quotes: the bot's last post on an item in this chat, or the words that the day gives. */
function quoteOf(line: DayLine, said: readonly MessageView[], book: Book): object {
  const { quote, quoteFrom, quoteItem } = line;
  const number = quoteItem === undefined ? undefined : book.get(quoteItem);
  const post = said.findLast(
    (message) =>
      number !== undefined &&
      message.chat === line.chat &&
      (message.chat === 'group' || message.to === line.from) &&
      names(message.text, number),
  );
  if (post) return { quote: { n: post.n } };
  if (quote === undefined) return {};
  return { quote: { text: fill(quote, book), ...(quoteFrom === undefined ? {} : { from: quoteFrom }) } };
}

async function prepare(program: Program, day: Day): Promise<void> {
  for (const { name, role, unit } of day.setup.cast)
    await program.tell('people', { name, role, ...(unit === undefined ? {} : { unit }) });
}

/**
 * Plays a day on an empty store that has its tables. The store stays the caller's to close.
 * Throws an Error with one sentence when the program refuses a line, e.g. of somebody who is not in the cast.
 */
export async function play(day: Day, store: Store): Promise<PlayedDay> {
  const first = new Date(day.lines[0]?.at ?? 0);
  const morning = fromLocal(`${day.lines[0]?.at.slice(0, 10)}T${wakes}`, 'Asia/Shanghai');
  const program = await startProgram(store, morning < first ? morning : first);
  try {
    await prepare(program, day);
    const book: Book = new Map();
    const said: MessageView[] = [];
    const lines: Played[] = [];
    const expected: Effect[] = [];
    let heard = 0;
    const listen = async () => {
      for (const message of await program.said(heard)) {
        heard = message.n;
        if (message.from === program.community.botName) said.push(message);
      }
    };
    for (const line of day.lines) {
      await program.tell('clock', { now: line.at });
      await listen();
      const before = await readState(program);
      const text = fill(line.text, book);
      const { n } = await program.tell('messages', {
        chat: line.chat,
        from: line.from,
        text,
        ...quoteOf(line, said, book),
      });
      await listen();
      const after = await readState(program);
      expected.push(...line.expect.effects);
      learn(expected, after, book);
      lines.push({ line, text, n, before, after, caused: [] });
    }
    await finish(program, day);
    await listen();
    const caused = await readCaused(program);
    for (const played of lines) played.caused = caused.get(played.n) ?? [];
    return { day, lines, book, said, end: await readState(program) };
  } finally {
    await program.stop();
  }
}

/** Lets the answers to the last burst go out. */
async function finish(program: Program, day: Day): Promise<void> {
  const last = day.lines.at(-1);
  if (last) await program.tell('clock', { now: new Date(Date.parse(last.at) + 30_000).toISOString() });
}
