/** What the page knows, and the few functions that every part of it uses. */

export const setup = JSON.parse(document.body.dataset.setup);

export const state = {
  /** @type {{id: string, name: string, role: string, hint?: string}[]} */
  people: [],
  /** The id of whoever uses the page. */
  me: null,
};

export const find = (selector, root = document) => root.querySelector(selector);

/** Makes an element; text is always text, never markup. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export function button(className, text, act) {
  const element = make('button', className, text);
  element.type = 'button';
  element.onclick = () => working(element, act);
  return element;
}

/** Runs what a button is for; meanwhile it cannot be tapped again. What goes wrong is told in one sentence. */
export async function working(element, act) {
  if (element.disabled) return;
  element.disabled = true;
  try {
    await act();
  } catch (error) {
    toast(error.message);
  } finally {
    element.disabled = false;
  }
}

/** Asks the API. Throws an Error with a sentence for people. */
export async function ask(path, content) {
  const options = content && { method: 'POST', body: JSON.stringify(content) };
  let response;
  try {
    response = await fetch(`/paste/api/${path}`, options);
  } catch {
    throw new Error('没有连上，请看看程序是不是还开着，再试一次。');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? '出了点问题，请再试一次。');
  return answer;
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

/** Kept for this community only. A browser may forbid its storage; the page works without. */
export function remember(key, value) {
  try {
    localStorage.setItem(`${setup.communityId}:paste:${key}`, value);
  } catch {}
}

export function recollect(key) {
  try {
    return localStorage.getItem(`${setup.communityId}:paste:${key}`);
  } catch {
    return null;
  }
}

/** 1 paste, 2 check, 3 tray. */
export function go(step) {
  find('#toast').hidden = true;
  document.body.dataset.step = step;
  find('#paste').hidden = step === 'check';
  find('#check').hidden = step !== 'check';
  for (const tab of document.querySelectorAll('.step')) tab.setAttribute('aria-current', tab.dataset.go === step);
  scrollTo(0, 0);
}

/** 今天 10:23, 昨天 10:23, 11月20日 10:23; local times of the community, never the browser's. */
export function sayWhen(local, now) {
  const days = (Date.parse(now.slice(0, 10)) - Date.parse(local.slice(0, 10))) / 86_400_000;
  const day = ['今天', '昨天'][days] ?? `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日`;
  return `${day} ${local.slice(11, 16)}`;
}
