/** The lines of the open chat, and the tabs that tell of both. */
import { find, make, recollect, remember, setup } from '../../../pages/static/page.js';
import { draw, notice, retracted } from './bubbles.js';
import { inShort, sayWhen, state } from './state.js';

const gap = 5 * 60_000;
const list = find('#lines');
const scroll = find('#scroll');
const fresh = find('#fresh');

/** Whoever is at the end stays there, whatever grows: a new line, a picture that is loaded, the input. */
let following = true;

export function toEnd() {
  following = true;
  scroll.scrollTop = scroll.scrollHeight;
  fresh.hidden = true;
}

/** Messages of a chat that are to be seen, oldest first. */
export function linesOf(chat) {
  return [...state.messages.values()].filter((m) => m.chat === chat && m.kind !== 'recall').sort((a, b) => a.n - b.n);
}

function needsTime(message, before) {
  return (
    !before ||
    Date.parse(message.at) - Date.parse(before.at) > gap ||
    before.at.slice(0, 10) !== message.at.slice(0, 10)
  );
}

function timeLine(message) {
  const line = make('li', 'when', sayWhen(message.at, state.now || message.at));
  line.dataset.at = message.at;
  return line;
}

/** Writes “昨天” where it said “08:00” when the clock has gone on. */
export function redrawTimes() {
  for (const line of list.querySelectorAll('.when')) line.textContent = sayWhen(line.dataset.at, state.now);
}

/** Draws the chat that is open. */
export function drawAll() {
  const shown = linesOf(state.chat);
  const parts = shown.flatMap((m, i) => (needsTime(m, shown[i - 1]) ? [timeLine(m), draw(m)] : [draw(m)]));
  if (shown.length === 0)
    parts.push(
      notice(
        state.chat === 'group'
          ? '群里还没有人说话。点下面的一句话试试。'
          : `和${setup.botName}打个招呼吧，或点下面的一句话试试。`,
      ),
    );
  list.replaceChildren(...parts);
  find('#older').hidden = !state.older;
  toEnd();
}

/** Draws one message that came in. */
export function drawNew(message) {
  if (message.chat !== state.chat) return;
  const shown = linesOf(state.chat);
  // A message can come after one with a higher number was drawn only while older ones are being loaded.
  if (shown.at(-1) !== message) return drawAll();
  const stay = message.from !== state.me && !following;
  if (shown.length === 1) list.replaceChildren();
  if (needsTime(message, shown.at(-2))) list.append(timeLine(message));
  list.append(draw(message));
  if (stay) fresh.hidden = false;
  else toEnd();
}

/** A message was taken back: its place says so, and quotes of it lose the words. */
export function drawRecalled(message) {
  find(`li[data-n="${message.n}"]`, list)?.replaceWith(retracted(message));
  for (const other of state.messages.values())
    if (other.quote?.n === message.n) {
      other.quote.text = '';
      const line = find(`li[data-n="${other.n}"] .quote`, list);
      if (line) line.textContent = `${other.quote.from}：（已撤回）`;
    }
}

const seenKey = (chat) => `seen:${state.me}:${chat}`;

/** Counts what came since the chat was last open. */
export function unread(chat) {
  const seen = Number(recollect(seenKey(chat)) ?? 0);
  return linesOf(chat).filter((m) => m.n > seen && m.from !== state.me && !m.recalled).length;
}

/** The tabs: the last words of each chat and how much is unread. */
export function drawTabs() {
  const open = linesOf(state.chat).at(-1);
  if (open && !document.hidden) remember(seenKey(state.chat), open.n);
  for (const tab of document.querySelectorAll('.tab')) {
    const chat = tab.dataset.chat;
    const last = linesOf(chat).at(-1);
    const count = chat === state.chat ? 0 : unread(chat);
    const who = last && last.from !== state.me && chat === 'group' ? `${last.from}：` : '';
    find('.tab-last', tab).textContent = last ? `${who}${inShort(last)}` : '';
    find('.dot', tab).hidden = count === 0;
    find('.dot', tab).textContent = count > 99 ? '99+' : String(count);
    tab.setAttribute('aria-selected', String(chat === state.chat));
  }
}

scroll.addEventListener('scroll', () => {
  following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  if (following) fresh.hidden = true;
});
const growing = new ResizeObserver(() => following && toEnd());
growing.observe(scroll);
growing.observe(list);
fresh.onclick = toEnd;
find('#lightbox').onclick = (event) => event.currentTarget.close();
