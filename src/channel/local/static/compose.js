/** Writing: the input, the suggestions, the quote, and sending. */
import { ask, find, make, setup, toast } from '../../../pages/static/page.js';
import { attached } from './attach.js';
import { drawAll, drawTabs, linesOf } from './lines.js';
import { actions } from './menu.js';
import { changed, drawPeople } from './people.js';
import { inShort, state } from './state.js';

const form = find('#compose');
const input = find('#text');
let quoting;
let waiting = 0;
/** A message that was not sent keeps its key: trying again cannot say it twice. */
let unsent = { said: '', key: '' };

function grow() {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 168)}px`;
}

function write(text) {
  input.value = text;
  grow();
  input.focus();
  input.setSelectionRange(text.length, text.length);
}

function setQuote(message) {
  quoting = message;
  find('#quoting').hidden = !message;
  if (message) find('.quoting-text').textContent = `${message.from}：${inShort(message)}`;
}

/** The last number that the bot offered in this chat: “想来的回‘认领 12’”, but not a 12 that only explains a command. */
function lastNumber() {
  for (const message of linesOf(state.chat).reverse()) {
    const found =
      message.from === setup.botName && /(?:想来|要来|能去|参加)[^认]{0,12}认领 ?(\d{1,4}[A-Z]?)/.exec(message.text);
    if (found) return found[1];
  }
  return undefined;
}

const say = (line, number) => line.replace('{n}', number).replace('@小援', `@${setup.botName}`);

/** Three things to say; a suggestion with a number waits until the bot has named one. */
export function drawTries() {
  const role = state.people.find(({ name }) => name === state.me)?.role;
  const number = lastNumber();
  const lines = role ? setup.suggestions[role][state.chat] : [];
  const spare = state.chat === 'group' ? ['大家早上好', `@${setup.botName} 在吗`] : ['你好', '在吗'];
  const shown = lines.map((line) => (line.includes('{n}') && !number ? spare.shift() : say(line, number)));
  find('#tries').replaceChildren(
    make('span', 'tries-label', '试试说：'),
    ...shown.map((line) => {
      const button = make('button', 'try', line);
      button.type = 'button';
      button.onclick = () => write(line);
      return button;
    }),
  );
}

function title() {
  const direct = state.chat === 'direct';
  find('#title').textContent = direct ? (waiting > 0 ? '对方正在输入…' : setup.botName) : setup.groupName;
  find('#mention').hidden = direct;
  document.body.dataset.chat = state.chat;
}

/** Opens the group or the direct chat. */
function choose(chat) {
  state.chat = chat;
  const address = new URL(location.href);
  address.searchParams.set('chat', chat);
  history.replaceState(null, '', address);
  setQuote(undefined);
  title();
  drawPeople();
  drawAll();
  drawTabs();
  drawTries();
}

function request(said) {
  if (!said.file) return ask('messages', { ...said, file: undefined, transcript: undefined });
  const data = new FormData();
  for (const [name, value] of Object.entries(said)) if (value !== undefined && value !== '') data.append(name, value);
  return ask('messages', data);
}

/** The key of a message that is tried again, or a new one. */
function keyOf(said) {
  const same = unsent.said === said;
  const key = same ? unsent.key : `${performance.timeOrigin}-${performance.now()}`;
  unsent = { said: '', key: '' };
  return key;
}

/** Puts back what did not go, so that nothing has to be written again. */
function putBack({ text, file, transcript }, quote) {
  if (input.value === '') write(text);
  if (file && !attached.file) attached.show(file, transcript);
  setQuote(quote);
}

async function send() {
  const text = input.value.trim();
  if ((text === '' && !attached.file) || !state.me) return;
  const { file } = attached;
  const said = { chat: state.chat, from: state.me, text, quote: quoting?.n, file, transcript: attached.transcript() };
  const mark = JSON.stringify({ ...said, file: file && [file.name, file.size] });
  const key = keyOf(mark);
  const quote = quoting;
  write('');
  setQuote(undefined);
  attached.clear();
  waiting += 1;
  const slow = setTimeout(title, 400);
  try {
    await request({ ...said, key });
  } catch (error) {
    unsent = { said: mark, key };
    putBack(said, quote);
    toast(error.message);
  } finally {
    clearTimeout(slow);
    waiting -= 1;
    title();
  }
}

input.addEventListener('input', grow);
input.addEventListener('keydown', (event) => {
  // While Chinese is being composed, Enter takes the word (229 is what Safari says then). On a telephone it is a new line.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  if (matchMedia('(pointer: coarse)').matches) return;
  event.preventDefault();
  form.requestSubmit();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
find('#mention').onclick = () => write(`${input.value}@${setup.botName} `);
find('#unquote').onclick = () => setQuote(undefined);
for (const tab of document.querySelectorAll('.tab')) tab.onclick = () => choose(tab.dataset.chat);

actions.quote = (message) => {
  setQuote(message);
  input.focus();
};
actions.again = write;
actions.recall = (message) => ask('recall', { from: state.me, n: message.n }).catch((error) => toast(error.message));
changed.me = () => {
  setQuote(undefined);
  title();
  drawTries();
};
title();
// A phone has no Shift to hold, and a narrow box no room for two hints.
if (matchMedia('(pointer: fine) and (min-width: 700px)').matches)
  input.placeholder = '说点什么…　回车发送，Shift + 回车换行';
