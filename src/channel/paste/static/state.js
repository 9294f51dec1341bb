/** What the paste page knows, and what every part of it uses. */
import { find, make, toast } from '../../../pages/static/page.js';

export const state = {
  /** @type {{id: string, name: string, role: string, hint?: string}[]} */
  people: [],
  /** The id of whoever uses the page. */
  me: null,
};

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
