/** What is to be posted: copied with one tap, and answered. */
import { ask, find, make, setup, toast } from '../../../pages/static/page.js';
import { after } from './check.js';
import { changed } from './people.js';
import { button, sayWhen, state, working } from './state.js';

let tray = { now: '', ready: [], marked: [] };
/** Marked since the page was opened: they stay where they were, greyed. */
const justMarked = new Map();

export async function loadTray() {
  take(await ask('tray'));
}
after.taken = async () => {
  justMarked.clear();
  await loadTray();
};
changed.me = draw;

function take(fresh) {
  tray = fresh;
  draw();
}

/** Copies, by hand when the browser does not allow it. Resolves when it is copied. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    await copyByHand(text);
  }
}

function copyByHand(text) {
  const dialog = find('#by-hand');
  const field = find('#by-hand-text');
  field.value = text;
  dialog.showModal();
  field.select();
  return new Promise((resolve) => {
    find('#by-hand-done').onclick = () => dialog.close();
    dialog.onclose = resolve;
  });
}

async function mark(posts, to) {
  for (const post of posts) {
    if (to === 'ready') justMarked.delete(post.id);
    else justMarked.set(post.id, { ...post, state: to });
  }
  take(await ask('tray', { ids: posts.map(({ id }) => id), state: to }));
}

async function copyAndMark(posts) {
  await copy(posts.map(({ text }) => text).join('\n\n'));
  await mark(posts, 'sent');
  toast(posts[0].to ? `复制好了，去微信里发给${posts[0].to}。` : '复制好了，去群里粘贴发出。');
}

const mine = (post) => post.person !== undefined && post.person === state.me;

function answerForm(post) {
  const form = make('form', 'answer');
  const input = make('textarea');
  input.rows = 1;
  input.maxLength = 10_000;
  input.placeholder = mine(post) ? '您的回答' : `${post.to}怎么回的`;
  input.setAttribute('aria-label', input.placeholder);
  const send = make('button', 'side', `告诉${setup.botName}`);
  send.type = 'submit';
  const key = `${post.id}-${Date.now()}`;
  const say = async (text) => {
    if (!text) throw new Error('还没有写回答。');
    await ask('take', { chat: 'direct', who: { person: post.person }, text, key: `${key}-${text.slice(0, 30)}` });
    justMarked.clear();
    if (post.state === 'ready') await ask('tray', { ids: [post.id], state: 'sent' });
    await loadTray();
    toast(`告诉${setup.botName}了。`);
  };
  const quick = ['是', '不'].map((word) => button('side quick', word, () => say(word)));
  form.append(...quick, input, send);
  form.onsubmit = (event) => {
    event.preventDefault();
    working(send, () => say(input.value.trim()));
  };
  return form;
}

function actions(post) {
  const row = make('div', 'row');
  if (post.state !== 'ready') {
    row.append(make('span', 'mark', post.state === 'sent' ? (mine(post) ? '看过了' : '已发') : '没有发'));
    row.append(button('side', '撤回标记', () => mark([post], 'ready')));
    return row;
  }
  if (mine(post)) row.append(button('main', '知道了', () => mark([post], 'sent')));
  else {
    row.append(button('side', '不用发', () => mark([post], 'left')));
    row.append(button('main', '复制', () => copyAndMark([post])));
  }
  return row;
}

/** Whether it asks something: then the answer is written right below. */
const asks = ({ text }) => /回[“"]|[？?]\s*$/.test(text);

function postRow(post) {
  const row = make('li', `post ${post.state}${post.to ? ' direct' : ''}`);
  row.dataset.id = post.id;
  const head = make('p', 'post-head', mine(post) ? '给您的' : post.to ? `私聊发给 ${post.to}` : '发到群里');
  head.append(make('small', '', sayWhen(post.made, tray.now)));
  row.append(head, make('p', 'post-text', post.text));
  if (post.picture) row.append(pictureOf(post));
  row.append(actions(post));
  if (!post.person || post.state === 'left') return row;
  if (mine(post) && asks(post) && post.state === 'ready') row.append(answerForm(post));
  else {
    const more = make('details', 'how');
    more.append(make('summary', '', mine(post) ? `回答${setup.botName}` : `${post.to}回话了`), answerForm(post));
    row.append(more);
  }
  return row;
}

function pictureOf({ picture, id }) {
  const link = make('a', 'picture');
  link.href = picture;
  link.download = `${id}.png`;
  const image = make('img');
  image.src = picture;
  image.alt = '要一起发的图片';
  link.append(image, make('span', '', '保存图片'));
  return link;
}

function draw() {
  const waiting = new Set(tray.ready.map(({ id }) => id));
  const kept = [...justMarked.values()].filter(({ id }) => !waiting.has(id));
  const all = [...tray.ready, ...kept].sort((a, b) =>
    a.made < b.made ? -1 : a.made > b.made ? 1 : a.id < b.id ? -1 : 1,
  );
  const group = tray.ready.filter(({ to }) => !to);
  find('#posts').replaceChildren(...all.map(postRow));
  find('#all-done').hidden = all.length > 0;
  const together = find('#all');
  together.hidden = group.length < 2;
  together.textContent = `群里的${group.length}条合成一条复制`;
  together.onclick = () => working(together, () => copyAndMark(group));
  const older = tray.marked.filter(({ id }) => !justMarked.has(id));
  find('#done').hidden = older.length === 0;
  find('#marked').replaceChildren(...older.map(postRow));
  const dot = find('#waiting');
  dot.hidden = tray.ready.length === 0;
  dot.textContent = tray.ready.length;
  document.title = `${tray.ready.length > 0 ? `（${tray.ready.length}）` : ''}${document.title.replace(/^（\d+）/, '')}`;
}

/** Reminders fall due by themselves. Nobody who writes an answer is disturbed. */
export function lookNowAndThen() {
  const look = () => {
    const writing =
      document.activeElement?.closest('.answer') ||
      [...document.querySelectorAll('.answer textarea')].some(({ value }) => value);
    if (!document.hidden && !writing) loadTray().catch(() => {});
  };
  setInterval(look, 20_000);
  document.addEventListener('visibilitychange', look);
}
