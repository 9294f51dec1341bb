/** What one can do with a message: quote it, copy it, take it back. */
import { find, make } from '../../../pages/static/page.js';
import { state } from './state.js';

const recallWindow = 2 * 60_000;
/** What the input does: `quote` a message, `recall` one, write `again` the words that were taken back. */
export const actions = {};
/** The words of what was taken back on this page, for writing them again. */
export const takenBack = new Map();

function closeMenu() {
  find('.menu')?.remove();
}

function menuButton(text, action) {
  const button = make('button', '', text);
  button.type = 'button';
  button.onclick = () => {
    closeMenu();
    action();
  };
  return button;
}

function openMenu(line, message) {
  closeMenu();
  const menu = make('div', 'menu');
  menu.setAttribute('role', 'menu');
  menu.append(menuButton('引用', () => actions.quote(message)));
  if (message.text) menu.append(menuButton('复制', () => navigator.clipboard?.writeText(message.text)));
  const young = Date.parse(state.now) - Date.parse(message.at) <= recallWindow;
  if (message.from === state.me && young)
    menu.append(
      menuButton('撤回', () => {
        takenBack.set(message.n, message.text);
        actions.recall(message);
      }),
    );
  find('.line-body', line).append(menu);
  find('button', menu).focus({ preventScroll: true });
}

/** Right click, a long press, and the button that shows when the pointer is over a line open the same menu. */
export function withMenu(line, message) {
  const more = make('button', 'more', '⋯');
  more.type = 'button';
  more.setAttribute('aria-label', '引用或撤回');
  more.onclick = () => openMenu(line, message);
  find('.line-row', line).append(more);
  const body = find('.line-body', line);
  let pressing;
  body.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    openMenu(line, message);
  });
  body.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch') pressing = setTimeout(() => openMenu(line, message), 450);
  });
  for (const type of ['pointerup', 'pointermove', 'pointercancel'])
    body.addEventListener(type, () => clearTimeout(pressing));
}

document.addEventListener('pointerdown', (event) => {
  if (!event.target.closest('.menu')) closeMenu();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeMenu();
});
