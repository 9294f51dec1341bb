/** The live line: what is there is loaded, what comes is streamed from the last number on. */
import { ask, find } from '../../../pages/static/page.js';
import { drawAll, drawNew, drawRecalled, drawTabs } from './lines.js';
import { state } from './state.js';

const page = 200;
let source;
let reopening;
/** Set by the other parts: what a new clock, a private message to somebody else and a new message mean to them. */
export const heard = { clock() {}, elsewhere() {}, message() {} };

const lastNumber = () => Math.max(0, ...state.messages.keys());

/** Keeps a message once, however often it comes. */
function take(message) {
  if (state.messages.has(message.n)) return;
  state.messages.set(message.n, message);
  if (message.kind === 'recall') {
    const target = state.messages.get(message.recalls);
    if (target && !target.recalled) {
      Object.assign(target, { recalled: true, text: '', picture: undefined, voice: undefined });
      drawRecalled(target);
    }
  } else drawNew(message);
  drawTabs();
  heard.message(message);
}

function connect(after) {
  source?.close();
  clearTimeout(reopening);
  const stream = new EventSource(`/local/api/events?person=${encodeURIComponent(state.me)}&after=${after}`);
  source = stream;
  stream.onopen = () => {
    find('#broken').hidden = true;
  };
  stream.addEventListener('message', (event) => take(JSON.parse(event.data)));
  stream.addEventListener('clock', (event) => heard.clock(JSON.parse(event.data).now));
  stream.addEventListener('elsewhere', (event) => heard.elsewhere(JSON.parse(event.data).to));
  stream.onerror = () => {
    find('#broken').hidden = false;
    // The browser goes on by itself (with Last-Event-ID) unless the answer was no stream: then we begin again.
    if (stream.readyState === EventSource.CLOSED && source === stream)
      reopening = setTimeout(() => connect(lastNumber()), 2000);
  };
}

const load = (more) => ask(`messages?person=${encodeURIComponent(state.me)}&last=${page}${more}`);

/** Shows the chats of whoever is played now. */
export async function open() {
  const me = state.me;
  source?.close();
  const { messages } = await load('');
  if (state.me !== me) return;
  state.messages = new Map(messages.map((message) => [message.n, message]));
  state.older = messages.length === page;
  drawAll();
  drawTabs();
  connect(lastNumber());
}

find('#older').onclick = async () => {
  const scroll = find('#scroll');
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  const { messages } = await load(`&before=${Math.min(...state.messages.keys())}`);
  for (const message of messages) state.messages.set(message.n, message);
  state.older = messages.length === page;
  drawAll();
  scroll.scrollTop = scroll.scrollHeight - fromEnd;
};

document.addEventListener('visibilitychange', drawTabs);
