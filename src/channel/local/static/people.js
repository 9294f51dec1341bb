/** Whom one plays: the list, the switch, and new people. */
import { ask, find, make, recollect, remember, setup, toast } from '../../../pages/static/page.js';
import { open } from './live.js';
import { face, state } from './state.js';

/** Set by the input: somebody else is played now. */
export const changed = { me() {} };
const sheet = find('#switch');

const groups = [
  ['书记和组长', ['leader', 'teamHead']],
  ['志愿者', ['volunteer']],
  ['居民和共建单位', ['resident', 'unitContact']],
];

/** What tells somebody from the others of the same group. */
function about(person) {
  if (person.unit) return person.unit;
  return (person.role === 'volunteer' && person.skills?.join('、')) || setup.roleNames[person.role];
}

function entries() {
  return groups.flatMap(([title, roles]) => {
    const members = state.people.filter(({ role }) => roles.includes(role));
    return members.length === 0 ? [] : [make('li', 'people-title', title), ...members.map(entry)];
  });
}

function entry(person) {
  const item = make('li');
  const button = make('button', 'person');
  button.type = 'button';
  button.dataset.name = person.name;
  button.title = `${setup.roleNames[person.role]}：${person.name}（${about(person)}）`;
  if (person.name === state.me) button.setAttribute('aria-current', 'true');
  const words = make('span', 'person-words');
  words.append(make('span', 'person-name', person.name), make('span', 'person-about', about(person)));
  button.append(face(make('span'), person.name), words);
  if (state.waiting.has(person.name)) {
    const dot = make('span', 'dot dot-plain');
    dot.title = `${setup.botName}给${person.name}发了私聊`;
    button.append(dot);
  }
  button.onclick = () => play(person.name);
  item.append(button);
  return item;
}

/** Draws who there is and who is played. */
export function drawPeople() {
  const me = state.people.find(({ name }) => name === state.me);
  for (const list of document.querySelectorAll('.people')) list.replaceChildren(...entries());
  find('#my-name').textContent = me ? me.name : '还没有人';
  find('.me-label').textContent = me ? `我在扮演${setup.roleNames[me.role]}` : '先添一个人';
  face(find('#my-face'), me?.name ?? '？');
  find('#others-dot').hidden = state.waiting.size === 0;
  find('#count').textContent = state.chat === 'group' ? `（${state.people.length + 1}）` : '';
}

/** Plays somebody: the page is then this person's telephone. */
export async function play(name) {
  state.me = name;
  state.waiting.delete(name);
  remember('me', name);
  remember('waiting', JSON.stringify([...state.waiting]));
  sheet.close();
  const address = new URL(location.href);
  address.searchParams.set('me', name);
  address.searchParams.set('chat', state.chat);
  history.replaceState(null, '', address);
  drawPeople();
  changed.me();
  await open().catch((error) => toast(error.message));
}

/** The bot wrote to somebody who is not played: a dot says so. */
export function waits(name) {
  if (!name || name === state.me || state.waiting.has(name)) return;
  state.waiting.add(name);
  remember('waiting', JSON.stringify([...state.waiting]));
  drawPeople();
}

async function load() {
  state.people = (await ask('people?details=1')).people;
}

/** Loads the people and plays the one of the address, the one of last time, or the first. */
export async function begin() {
  await load();
  try {
    state.waiting = new Set(JSON.parse(recollect('waiting') ?? '[]'));
  } catch {}
  const wanted = [new URLSearchParams(location.search).get('me'), recollect('me'), state.people[0]?.name];
  const name = wanted.find((candidate) => state.people.some((person) => person.name === candidate));
  if (name) await play(name);
  else {
    drawPeople();
    sheet.showModal();
    find('.newcomer').open = true;
  }
}

find('#me').onclick = async () => {
  await load().catch((error) => toast(error.message));
  drawPeople();
  sheet.showModal();
};

find('#add').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const { name, role } = Object.fromEntries(new FormData(form));
  try {
    const added = await ask('people', { name, role });
    form.reset();
    await load();
    await play(added.name);
  } catch (error) {
    toast(error.message);
  }
});

sheet.addEventListener('click', (event) => {
  if (event.target === sheet) sheet.close();
});
