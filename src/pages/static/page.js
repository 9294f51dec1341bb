/** What the scripts of all pages use. */

/** What the server told this page: at least `api`, where its questions go, and `keptAs`, under which it remembers. */
export const setup = JSON.parse(document.body.dataset.setup);

export const find = (selector, root = document) => root.querySelector(selector);

/** Makes an element; text is always text, never markup. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Asks the page's API, or tells it something: an object or a form. Throws an Error with a sentence for people. */
export async function ask(path, content) {
  let response;
  try {
    response = await fetch(`${setup.api}/${path}`, content && posting(content));
  } catch {
    throw new Error('没有连上，请看看程序是不是还开着，再试一次。');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? '出了点问题，请再试一次。');
  return answer;
}

function posting(content) {
  if (content instanceof FormData) return { method: 'POST', body: content };
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
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

/** Kept for this community only: a new one begins afresh. A browser may forbid its storage; the page works without. */
export function remember(key, value) {
  try {
    localStorage.setItem(`${setup.keptAs}:${key}`, value);
  } catch {}
}

export function recollect(key) {
  try {
    return localStorage.getItem(`${setup.keptAs}:${key}`);
  } catch {
    return null;
  }
}
