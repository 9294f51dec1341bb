/** Who is there, who uses the page, and choosing somebody. */
import { ask, find, make, recollect, remember } from '../../../pages/static/page.js';
import { state } from './state.js';

/** Set by the other parts: somebody else uses the page now. */
export const changed = { me() {} };

export const myName = () => state.people.find(({ id }) => id === state.me)?.name;

/** Two of one name are told apart by their grid or unit. */
const label = ({ name, hint, id }, all) => {
  const alike = all.filter((other) => other.name === name);
  if (alike.length === 1) return name;
  return `${name}（${hint ?? `第${alike.findIndex((other) => other.id === id) + 1}位`}）`;
};

export async function loadPeople() {
  state.people = (await ask('people')).people;
  const leaders = state.people.filter(({ role }) => role === 'leader' || role === 'teamHead');
  const before = recollect('me');
  state.me = (leaders.find(({ id }) => id === before) ?? leaders[0])?.id ?? null;
  const select = find('#me');
  select.replaceChildren(...leaders.map((person) => new Option(label(person, state.people), person.id)));
  select.value = state.me ?? '';
  find('#me-row').hidden = leaders.length < 2;
}

find('#me').onchange = (event) => {
  state.me = event.target.value;
  remember('me', state.me);
  changed.me();
};

const fresh = 'fresh';
const left = 'left';

/**
 * A choice of somebody known, of somebody new with a name to write, or of nobody.
 * @param current what is chosen: {person}, {fresh}, 'left' or undefined
 * @param maybe ids of the likeliest
 * @param leave what it is called to leave this name out; absent when that is no choice
 * @param chosen is told every change
 */
export function chooser({ current, maybe = [], suggested = '', leave, chosen }) {
  const box = make('span', 'chooser');
  const select = make('select');
  const input = make('input');
  input.type = 'text';
  input.maxLength = 20;
  input.placeholder = '叫什么名字';
  input.value = current?.fresh ?? suggested;
  const likely = state.people.filter(({ id }) => maybe.includes(id));
  const others = state.people.filter(({ id }) => !maybe.includes(id));
  const option = (person) => new Option(label(person, state.people), person.id);
  const blank = new Option('请选一位', '');
  blank.disabled = true;
  select.append(blank, ...likely.map(option), new Option('新来的人', fresh), ...others.map(option));
  if (leave) select.append(new Option(leave, left));
  select.value = current === left ? left : (current?.person ?? (current?.fresh ? fresh : ''));
  input.hidden = select.value !== fresh;
  const tell = () => {
    if (select.value === fresh) input.value.trim() && chosen({ fresh: input.value.trim() });
    else if (select.value) chosen(select.value === left ? left : { person: select.value });
  };
  select.onchange = () => {
    input.hidden = select.value !== fresh;
    if (select.value === fresh && !input.value.trim()) input.focus();
    tell();
  };
  input.onchange = tell;
  box.append(select, input);
  return box;
}
