/** Checking: who is who, line by line what was understood, and confirming it. */
import { ask, find, make, setup, toast } from '../../../pages/static/page.js';
import { chooser, loadPeople } from './people.js';
import { clearPiece, drawPaste, next, piece } from './piece.js';
import { button, go, sayWhen, state, working } from './state.js';

/** Set by the tray: something new may lie there. */
export const after = { async taken() {} };

let shown = { names: [], lines: [], fresh: 0, now: '' };

next.look = async () => {
  shown = { ...(await ask('look', piece)), now: (await ask('tray')).now };
  draw();
  go('check');
};
const again = () => next.look().catch((error) => toast(error.message));

/** How sure it is who somebody is, in words. */
const hows = { like: '像是', fresh: '新来的，名字对吗', ask: '有好几位，是哪一位', chosen: '您选的', left: '不处理' };

function nameRow({ name, how, choice, maybe }) {
  const row = make('div', how === 'ask' ? 'name ask' : 'name');
  const head = make('span', 'name-head', `“${name}”`);
  head.append(make('small', '', hows[how] ?? '认得'));
  const chosen = (picked) => {
    piece.names[name] = picked;
    again();
  };
  const current = how === 'left' ? 'left' : choice;
  row.append(head, chooser({ current, maybe, suggested: name, leave: '不处理他说的话', chosen }));
  return row;
}

function drawNames() {
  const box = find('#names');
  const open = shown.names.filter(({ how }) => how in hows);
  const sure = shown.names.filter(({ how }) => !(how in hows));
  const parts = [];
  if (shown.lines.some(({ standing, name }) => standing === 'nobody' && !name)) {
    const row = make('div', 'name ask');
    const chosen = (picked) => {
      piece.who = picked;
      again();
    };
    row.append(make('span', 'name-head', '没有名字的话，是谁说的'), chooser({ current: piece.who, chosen }));
    parts.push(row);
  }
  parts.push(...open.map(nameRow));
  if (sure.length > 0) {
    const more = make('details', 'how');
    more.append(make('summary', '', `认得：${sure.map(calledAs).join('、')}`), ...sure.map(nameRow));
    parts.push(more);
  }
  box.replaceChildren(...parts);
}

/** 老何（何平） when people call somebody otherwise than we do. */
function calledAs({ name, choice }) {
  const person = state.people.find(({ id }) => id === choice?.person);
  return person && person.name !== name ? `${name}（${person.name}）` : name;
}

function toggle(list, i) {
  piece[list] = piece[list].includes(i) ? piece[list].filter((other) => other !== i) : [...piece[list], i];
  return again();
}

function lineRow(line) {
  const row = make('li', `line ${line.standing}${line.acts ? ' acts' : ''}`);
  const head = make('p', 'line-head', line.name ?? (line.kind === 'notice' ? '微信' : '没有名字'));
  if (line.at) head.append(make('small', '', sayWhen(line.at, shown.now)));
  row.append(head);
  if (line.quote) row.append(make('p', 'quote', `${line.quote.name}：${line.quote.text}`));
  const words = { recall: '撤回了一条消息', join: `${line.text} 进群` }[line.kind] ?? line.text;
  row.append(make('p', 'words', words), make('p', 'understood', line.understood));
  if (line.says.length > 0) row.append(saysOf(line));
  if (((line.standing === 'fresh' && line.acts) || piece.leave.includes(line.i)) && line.kind !== 'recall')
    row.append(
      button('small', piece.leave.includes(line.i) ? '还是办这条' : '这条不办', () => toggle('leave', line.i)),
    );
  if (line.standing === 'known' && line.kind === 'said')
    row.append(button('small', '再办一次', () => toggle('again', line.i)));
  if (piece.again.includes(line.i)) row.append(button('small', '不用再办', () => toggle('again', line.i)));
  return row;
}

function saysOf({ says }) {
  const box = make('div', 'says');
  for (const { to, text } of says)
    box.append(
      make('p', 'says-to', to ? `${setup.botName}私下对${to}说` : `${setup.botName}在群里说`),
      make('p', 'says-text', text),
    );
  return box;
}

function draw() {
  find('#nothing').hidden = shown.lines.length > 0;
  find('#confirm-row').hidden = shown.lines.length === 0;
  // Talk is handed over too, so that the program knows that people talked; only what acts is worth counting.
  const acts = shown.lines.filter((line) => line.standing === 'fresh' && line.acts).length;
  const words = acts > 0 ? `都对，办这${acts}条` : '都对，没有要办的';
  find('#confirm').textContent = shown.fresh > 0 ? words : '没有新的，知道了';
  drawNames();
  find('#lines').replaceChildren(...shown.lines.map(lineRow));
}

find('#confirm').onclick = () =>
  working(find('#confirm'), async () => {
    const { done, posted } = await ask('take', piece);
    clearPiece();
    shown = { names: [], lines: [], fresh: 0, now: '' };
    draw();
    await loadPeople();
    drawPaste();
    await after.taken();
    go('tray');
    toast(done > 0 ? '办好了，要发的话在这里。' : posted > 0 ? '记下了，发过的已经标好。' : '没有新的要办。');
  });
