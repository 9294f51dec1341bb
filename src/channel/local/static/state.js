/** What the page knows, and the few functions that every part of it uses. */

export const setup = JSON.parse(document.body.dataset.setup);

export const state = {
  /** @type {{name: string, role: string}[]} */
  people: [],
  /** Who is played. */
  me: null,
  chat: new URLSearchParams(location.search).get('chat') === 'direct' ? 'direct' : 'group',
  /** The chat's clock: ISO 8601, Beijing time. */
  now: '',
  /** Messages by number, as far as they are loaded. */
  messages: new Map(),
  /** There may be older ones than those loaded. */
  older: false,
  /** People to whom the bot wrote in private while somebody else was played. */
  waiting: new Set(),
};

export const find = (selector, root = document) => root.querySelector(selector);

/** Makes an element; text is always text, never markup. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Asks the API. Throws an Error with a sentence for people. */
export async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(`/local/api/${path}`, options);
  } catch {
    throw new Error('没有连上，请看看程序是不是还开着，再试一次。');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? '出了点问题，请再试一次。');
  return answer;
}

export function tell(path, content) {
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) });
}

let hiding;
/** Shows one sentence for a moment. */
export function toast(text) {
  const box = find('#toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    box.hidden = true;
  }, 4000);
}

/** Kept for this community only: a new one begins at number 1. A browser may forbid its storage; the page works without. */
export function remember(key, value) {
  try {
    localStorage.setItem(`${setup.communityId}:${key}`, value);
  } catch {}
}

export function recollect(key) {
  try {
    return localStorage.getItem(`${setup.communityId}:${key}`);
  } catch {
    return null;
  }
}

/** The tile that stands for somebody: the first character of the name, on a colour by the place in the list. */
export function face(element, name) {
  const place = state.people.findIndex((person) => person.name === name);
  element.className = name === setup.botName ? 'face face-bot' : `face face-${(place + 10) % 10}`;
  element.textContent = name === setup.botName ? '援' : ([...name][0] ?? '');
  return element;
}

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** A Beijing time shifted, as ISO 8601 without an offset. All arithmetic is on the clock's face, never in the browser's zone. */
export function shift(iso, milliseconds) {
  return new Date(Date.parse(`${iso.slice(0, 19)}Z`) + milliseconds).toISOString().slice(0, 19);
}

/** 11月27日 周五, and 07:00. */
export function sayNow(iso) {
  return [`${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日 ${sayWeekday(iso)}`, iso.slice(11, 16)];
}

function sayWeekday(iso) {
  return weekdays[new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay()];
}

/** As WeChat writes it: 07:00, 昨天 07:00, 周三 07:00, 11月20日 07:00. */
export function sayWhen(iso, now) {
  const days = (Date.parse(now.slice(0, 10)) - Date.parse(iso.slice(0, 10))) / 86_400_000;
  const time = iso.slice(11, 16);
  if (days === 0) return time;
  if (days === 1) return `昨天 ${time}`;
  if (days > 1 && days < 7) return `${sayWeekday(iso)} ${time}`;
  return `${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日 ${time}`;
}

/** The words that stand for a message where there is no room for it. */
export function inShort(message) {
  if (message.recalled) return '撤回了一条消息';
  if (message.kind === 'voice') return `[语音] ${message.transcript ?? ''}`;
  return `${message.picture ? '[图片] ' : ''}${message.text}`;
}
