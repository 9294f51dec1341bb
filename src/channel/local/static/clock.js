/** The clock of the community: it is shown, and moved forward. */
import { ask, find, make, toast } from '../../../pages/static/page.js';
import { redrawTimes } from './lines.js';
import { sayNow, shift, state } from './state.js';

const bar = find('#clock');
const hour = 3_600_000;

/** Shows a new time. */
export function setClock(now) {
  state.now = now;
  find('#now').replaceChildren(...sayNow(now).map((part) => make('span', '', part)));
  find('#now').dateTime = now;
  redrawTimes();
}

const moves = {
  morning: () => `${shift(state.now, 24 * hour).slice(0, 10)}T08:00:00`,
  hour: () => shift(state.now, hour),
  day: () => shift(state.now, 24 * hour),
};

async function move(to) {
  for (const button of bar.querySelectorAll('button')) button.disabled = true;
  bar.classList.add('moving');
  find('#now').textContent = '时间在走…';
  try {
    const { now } = await ask('clock', { now: to });
    setClock(now);
    closePicker();
  } catch (error) {
    toast(error.message);
    if (state.now) setClock(state.now);
  } finally {
    bar.classList.remove('moving');
    for (const button of bar.querySelectorAll('button')) button.disabled = false;
  }
}

function closePicker() {
  find('#picker').hidden = true;
  find('#pick').setAttribute('aria-expanded', 'false');
}

for (const button of bar.querySelectorAll('[data-move]'))
  button.onclick = () => state.now && move(moves[button.dataset.move]());
find('#pick').onclick = () => {
  if (!find('#picker').hidden) return closePicker();
  find('#picker').hidden = false;
  find('#pick').setAttribute('aria-expanded', 'true');
  find('#when').value = shift(state.now, hour).slice(0, 16);
  find('#when').focus();
};
bar.addEventListener('submit', (event) => {
  event.preventDefault();
  const { value } = find('#when');
  if (value) move(`${value.slice(0, 16)}:00`);
  else toast('请先选一个时间。');
});
