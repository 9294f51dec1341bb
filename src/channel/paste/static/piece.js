/** Pasting: the piece, where it comes from, whose it is. */
import { find, toast } from '../../../pages/static/page.js';
import { chooser, myName } from './people.js';
import { state, working } from './state.js';

/** The piece with what was chosen for it; the check goes on with it. */
export const piece = { chat: 'group', text: '', key: '', who: undefined, names: {}, leave: [], again: [] };
/** Set by the check: shows what a piece would do. */
export const next = { async look() {} };

const form = find('#paste');
const input = find('#text');
const kind = () => form.elements.kind.value;

const labels = {
  group: '群里的话，或者一份接龙',
  other: '对方的原话',
  me: '要说的话',
};
const hints = {
  group: '何平 10:23\n我来\n\n苏梅 10:24\n算我一个',
  other: '家里水管漏水，3号楼2单元501，下午都在',
  me: '发布活动 周六上午9点到11点 桶前值守 3号楼前 需要4人',
};

export function drawPaste() {
  const now = kind();
  find('#text-label').textContent = now === 'me' && myName() ? `${myName()}要说的话` : labels[now];
  input.placeholder = `比如：\n${hints[now]}`;
  find('#who-row').hidden = now !== 'other';
  const chosen = (choice) => {
    piece.who = choice;
  };
  find('#who').replaceChildren(chooser({ current: piece.who, chosen }));
}

for (const radio of form.elements.kind)
  radio.onchange = () => {
    piece.who = undefined;
    drawPaste();
  };

find('#from-clipboard').onclick = async () => {
  try {
    input.value = await navigator.clipboard.readText();
  } catch {
    input.focus();
    toast('这个浏览器不让自动粘贴：请在框里长按，或按 Ctrl+V。');
  }
};

/** A mark of this piece, so that confirming it twice counts once. */
const newKey = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  working(find('#look'), async () => {
    const text = input.value.trim();
    if (!text) throw new Error('还没有内容：请先把聊天粘贴进来。');
    const where = kind();
    if (where === 'other' && !piece.who) throw new Error('请先选是谁说的。');
    const who = where === 'me' ? { person: state.me } : where === 'other' ? piece.who : undefined;
    const chat = where === 'group' ? 'group' : 'direct';
    const same = piece.text === text && piece.chat === chat;
    Object.assign(piece, { chat, text, who });
    if (!same || !piece.key) Object.assign(piece, { key: newKey(), names: {}, leave: [], again: [] });
    await next.look();
  });
});

/** Taken in: the next piece begins empty. */
export function clearPiece() {
  Object.assign(piece, { text: '', key: '', who: undefined, names: {}, leave: [], again: [] });
  input.value = '';
  drawPaste();
}
