/** What the page of the local chat knows, and what its parts say of times, people and messages. */
import { setup } from '../../../pages/static/page.js';

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
