/** From what was understood to the command that does it. */
import type { House } from '../app.ts';
import { toLocal } from '../clock/zone.ts';
import type { Decision } from '../decision.ts';
import { takeMedia } from '../features/needs/media.ts';
import type { Person } from '../features/people/queries.ts';
import { wording as identity } from '../identity/wording.ts';
import { isCourtesy } from '../language/courtesy.ts';
import { readPhones } from '../language/phone.ts';
import { readPlace } from '../language/place.ts';
import { sayRef } from '../language/say.ts';
import { advised } from '../model/ask.ts';
import { priority } from '../outbox/post.ts';
import { allowed, type Command, type Crowd } from './command.ts';
import { doubt } from './context.ts';
import type { Loaded } from './load.ts';
import type { Does, Meaning, Slots } from './meaning.ts';
import { type Message, wordsOf } from './message.ts';
import { type Draft, newTurn, type Turn } from './turn.ts';
import { understand } from './understand.ts';
import { wording } from './wording.ts';

/** Nobody reads further, and no list or report is longer. */
export const longest = 2_000;

/** What a message comes to, with nothing done yet. */
export type Heard =
  /** Nothing follows from it. */
  | { kind: 'nothing'; meant: string }
  /** It can be decided together with what others say in the same moment. */
  | { kind: 'crowd'; does: Does; crowd: Crowd; turn: Turn }
  /** It is carried out by itself; resolves the name of the first meaning that was carried out, or `chatter`. */
  | { kind: 'alone'; carryOut: () => Promise<string> };

/**
 * Understands a message.
 * @param known false when this is the first thing that the person ever wrote to the bot
 * @param hint what the language model took it for, when it was asked
 */
export function hear(
  house: House,
  decision: Decision,
  message: Message,
  speaker: Person,
  known: boolean,
  { situation, draft }: Pick<Loaded, 'situation' | 'draft'>,
  hint?: Meaning,
): Heard {
  const said = { chat: message.chat.kind, speaker, message, situation };
  const turnFor = (meaning: Meaning): Turn => {
    const turn = newTurn(decision, said, meaning);
    if (draft !== undefined) turn.draft = draft;
    return turn;
  };
  const addressed = message.mention || message.chat.kind === 'direct';
  const text = wordsOf(message);
  const { attachment } = message;
  if (attachment && message.chat.kind === 'direct' && !attachment.transcript)
    return { kind: 'alone', carryOut: () => takeMedia(turnFor(silence), attachment) };
  if (text.length > longest) {
    if (addressed) turnFor(silence).reply(wording.tooLong);
    return { kind: 'nothing', meant: 'too long' };
  }
  const understood = advised(understand(text, situation, house.commands), hint, text, situation, house.commands);
  const meanings = understood.act === 'silent' ? [] : understood.meanings;
  const command =
    understood.act === 'act' && meanings.length === 1 ? commandOf(house.commands, meanings[0]!) : undefined;
  if (command?.crowd && allowed(command, speaker.role) && !situation.question) {
    const turn = turnFor(meanings[0]!);
    if (command.crowd.takes(turn, turn.meaning.slots))
      return { kind: 'crowd', does: command.does, crowd: command.crowd, turn };
  }
  if (!addressed && meanings.length === 0) {
    if (speaker.role !== 'leader' && tellsPrivate(text)) askToRecall(turnFor(silence));
    return { kind: 'nothing', meant: 'chatter' };
  }
  return {
    kind: 'alone',
    async carryOut() {
      let meant = 'chatter';
      for (const [meaning, ...same] of together(house.commands, meanings)) {
        const turn = turnFor(meaning);
        turn.all = [meaning, ...same].map(({ slots }) => slots);
        const done = await carryOut(house.commands, turn, understood.act === 'ask');
        if (done && meant === 'chatter') meant = meaning.does;
      }
      if (meant === 'chatter' && addressed) greetOrHint(turnFor(silence), known, message.mention || !isCourtesy(text));
      return meant;
    },
  };
}

/** A phone that somebody carries, or a whole door: what strangers in a group could use (product.md, “A phone, door number …”). */
function tellsPrivate(text: string): boolean {
  const place = readPlace(text);
  return readPhones(text).some(({ value }) => /^1[0-9]{10}$/.test(value)) || Boolean(place?.unit && place.room);
}

/** In the direct chat, and once a day: whoever does it always knows. */
function askToRecall({ speaker, community, now, post }: Turn): void {
  const once = `recall:${speaker.id}:${toLocal(now, community.zone).slice(0, 10)}`;
  post({ to: { person: speaker.id }, text: wording.recall, priority: priority.direct, once });
}

const commandOf = (commands: readonly Command[], { does }: Meaning) => commands.find((c) => c.does === does);

/** Meanings that one command takes together stand together; every other one alone. */
function together(commands: readonly Command[], meanings: readonly Meaning[]): [Meaning, ...Meaning[]][] {
  const groups: [Meaning, ...Meaning[]][] = [];
  for (const meaning of meanings) {
    const group = groups.find(([first]) => first.does === meaning.does);
    if (group && commandOf(commands, meaning)?.together) group.push(meaning);
    else groups.push([meaning]);
  }
  return groups;
}

const silence: Meaning = { does: 'chatter', slots: {}, confidence: 1 };

/** Somebody new is told who this is; who said something that was not understood gets one line, courtesies get none. */
function greetOrHint(turn: Turn, known: boolean, asked: boolean): void {
  if (turn.chat === 'direct' && known && /^(?:是的?|对|不|来)[。.!！]?$/.test(turn.message.text.trim()))
    turn.reply(wording.nothingAsked);
  else if (turn.chat === 'direct' && !known)
    turn.post({ to: { person: turn.speaker.id }, text: wording.hello(turn.community), priority: priority.direct });
  else if (turn.chat === 'direct' && !/[\p{L}\p{N}]/u.test(wordsOf(turn.message).replace(/\[[^\]]{1,6}\]/g, '')))
    turn.reply(wording.wordless);
  else if (asked) turn.reply(turn.chat === 'direct' ? wording.menu : wording.hint);
}

/** Runs the command of a meaning, or goes on with the dialogue whose question it answers. False: nothing was done. */
async function carryOut(commands: readonly Command[], turn: Turn, unsure: boolean): Promise<boolean> {
  const { meaning, situation } = turn;
  const draft = answersQuestion(turn);
  if (draft && situation.question?.dialogue === doubt) return answerDoubt(commands, turn, draft);
  const dialogue = draft && commands.find((c) => c.does === situation.question?.dialogue);
  if (draft && dialogue?.answer) {
    if (mustBeSure(dialogue, turn)) return true;
    await dialogue.answer(turn, meaning.slots, draft);
    return true;
  }
  const command = commandOf(commands, meaning);
  if (!command) return false;
  if (mustBeSure(command, turn)) return true;
  if (!allowed(command, turn.role)) turn.reply(wording.notAllowed(command.name, command.may.includes('teamHead')));
  else if (command.where === 'direct' && turn.chat === 'group') turn.reply(wording.inDirectChat(turn.speaker.name));
  else if (unsure) await askWhether(command, turn);
  else await command.run(turn, meaning.slots);
  return true;
}

/** What only somebody who leads may do needs more than their names: they are told, in the direct chat, how to be known. */
function mustBeSure(command: Command, { speaker, role, tell, community }: Turn): boolean {
  if (!speaker.unsure || allowed(command, role) || !allowed(command, speaker.unsure)) return false;
  const { id, name } = speaker;
  tell(id, speaker.unsure === 'leader' ? identity.notSure(name, community.botName) : identity.notSureAlone(name));
  return true;
}

/** What the waiting dialogue knows, when this line answers its question. */
function answersQuestion({ meaning, situation, draft }: Turn): Draft | undefined {
  const fits = meaning.does === 'yes' || meaning.does === 'no' || meaning.does === situation.question?.dialogue;
  return situation.question && fits ? draft : undefined;
}

/** “是要“认领 12”吗？” The answer is looked for where it was asked. */
async function askWhether(command: Command, turn: Turn): Promise<void> {
  const refs = turn.meaning.slots.refs ?? turn.meaning.target ?? [];
  const what = `${command.name}${refs.length > 0 ? ` ${refs.map(sayRef).join('、')}` : ''}`;
  const question = { dialogue: doubt, slot: 'confirm' as const, ...(refs.length > 0 ? { refs } : {}) };
  const draft = { does: command.does, slots: turn.meaning.slots, refs, words: turn.message.text };
  await turn.ask(question, draft, wording.isIt(what), turn.chat);
}

async function answerDoubt(commands: readonly Command[], turn: Turn, draft: Draft): Promise<boolean> {
  await turn.answered();
  if (turn.meaning.does !== 'yes') {
    turn.reply(wording.forgotten);
    return true;
  }
  const command = commands.find((c) => c.does === draft['does']);
  if (!command) return false;
  if (mustBeSure(command, turn)) return true;
  const slots = (draft['slots'] as Slots | undefined) ?? {};
  turn.meaning = { does: command.does, slots, confidence: 1, ...(draft.refs?.length ? { target: draft.refs } : {}) };
  turn.all = [slots];
  // What was said is what was asked about, not the 是: a need keeps its words.
  if (typeof draft['words'] === 'string') turn.message = { ...turn.message, text: draft['words'] };
  await command.run(turn, slots);
  return true;
}
