/** Puts the parts of the page together. */
import { ask, find, recollect, remember, setup, toast } from '../../../pages/static/page.js';
import { setClock } from './clock.js';
import { drawTries } from './compose.js';
import { heard } from './live.js';
import { begin, waits } from './people.js';

heard.clock = setClock;
heard.elsewhere = waits;
heard.message = (message) => {
  if (message.from === setup.botName) drawTries();
};

find('#hint').hidden = recollect('hint') === 'read';
find('#hint-close').onclick = () => {
  find('#hint').hidden = true;
  remember('hint', 'read');
};

try {
  setClock((await ask('clock')).now);
  await begin();
  drawTries();
} catch (error) {
  toast(error.message);
}
