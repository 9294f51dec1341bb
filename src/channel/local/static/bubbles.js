/** One line of the chat: the tile, the bubble, the quote; a picture, a voice message, or a notice. */
import { find, make, setup } from '../../../pages/static/page.js';
import { actions, takenBack, withMenu } from './menu.js';
import { face, state } from './state.js';

/** A grey line in the middle. */
export function notice(text) {
  return make('li', 'notice', text);
}

/** Stands where a message was. */
export function retracted(message) {
  const own = message.from === state.me;
  const line = notice(`${own ? '您' : `“${message.from}”`}撤回了一条消息`);
  line.dataset.n = message.n;
  const words = takenBack.get(message.n);
  if (own && words) {
    const again = make('button', 'link', '重新编辑');
    again.onclick = () => actions.again(words);
    line.append(' ', again);
  }
  return line;
}

/** Names after @ stand out; everything else is plain text. */
function words(message) {
  const bubble = make('p', 'bubble');
  const missing = (message.mentions ?? []).filter((name) => !message.text.includes(`@${name}`));
  const text = missing.map((name) => `@${name} `).join('') + message.text;
  const names = [setup.botName, ...(message.mentions ?? []), state.me].filter(Boolean);
  const pattern = new RegExp(`(@(?:${names.map((name) => name.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')}))`, 'u');
  for (const [index, part] of text.split(pattern).entries()) bubble.append(index % 2 ? make('span', 'at', part) : part);
  return bubble;
}

function picture(message) {
  const button = make('button', 'picture');
  const image = make('img');
  image.src = message.picture;
  image.alt = `${message.from}发的图片`;
  button.onclick = () => {
    const box = find('#lightbox');
    find('img', box).src = message.picture;
    box.showModal();
  };
  button.append(image);
  return button;
}

function voice(message) {
  const box = make('div', 'voice');
  const bubble = make('button', 'bubble voice-play', '语音');
  const audio = make('audio');
  audio.src = message.voice;
  audio.preload = 'metadata';
  audio.onloadedmetadata = () => {
    if (Number.isFinite(audio.duration)) bubble.textContent = `${Math.max(1, Math.round(audio.duration))}″`;
  };
  audio.onplay = () => bubble.classList.add('playing');
  audio.onpause = () => bubble.classList.remove('playing');
  bubble.onclick = () => (audio.paused ? audio.play().catch(() => undefined) : audio.pause());
  bubble.setAttribute('aria-label', '听语音');
  box.append(bubble, audio);
  if (message.transcript) box.append(make('p', 'transcript', message.transcript));
  return box;
}

function quote(message) {
  const line = make(
    'p',
    'quote',
    `${message.quote.from ? `${message.quote.from}：` : ''}${message.quote.text || '（已撤回）'}`,
  );
  const target = message.quote.n;
  if (target)
    line.onclick = () => find(`li[data-n="${target}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  return line;
}

/** Draws a message. */
export function draw(message) {
  if (message.recalled) return retracted(message);
  const own = message.from === state.me;
  const line = make('li', own ? 'line own' : 'line');
  line.dataset.n = message.n;
  const body = make('div', 'line-body');
  if (!own && message.chat === 'group') body.append(make('span', 'name', message.from));
  const row = make('div', 'line-row');
  const parts = make('div', 'parts');
  if (message.picture) parts.append(picture(message));
  if (message.voice) parts.append(voice(message));
  if (message.text) parts.append(words(message));
  row.append(parts);
  body.append(row);
  if (message.quote) body.append(quote(message));
  line.append(face(make('span'), message.from), body);
  withMenu(line, message);
  return line;
}
