/** Puts the parts of the page together. */
import { ask, find, toast } from '../../../pages/static/page.js';
import './check.js';
import { changed, loadPeople } from './people.js';
import { drawPaste } from './piece.js';
import { go, state, working } from './state.js';
import { loadTray, lookNowAndThen } from './tray.js';

async function begin() {
  await loadPeople();
  find('#first').hidden = state.me !== null;
  find('#work').hidden = state.me === null;
  if (state.me === null) return;
  drawPaste();
  await loadTray();
  lookNowAndThen();
}

for (const tab of document.querySelectorAll('[data-go]')) tab.onclick = () => go(tab.dataset.go);
find('#first').addEventListener('submit', (event) => {
  event.preventDefault();
  working(find('#first button'), async () => {
    await ask('leader', { name: find('#first-name').value });
    await begin();
  });
});
const redraw = changed.me;
changed.me = () => {
  redraw();
  drawPaste();
};
go('paste');
begin().catch((error) => toast(error.message));
