/** What the language model must not see: phones, doors, names and long numbers become placeholders, and come back afterwards. Pure. */
import { looksLikeName, readCalled, readNamesInside } from '../language/person.ts';
import { readPhones } from '../language/phone.ts';
import { readPlaces } from '../language/place.ts';

export interface Hidden {
  text: string;
  /** Puts back what the placeholders of a quoted part stand for. */
  restore(quoted: string): string;
}

interface Span {
  kind: '电话' | '门牌' | '姓名' | '号码';
  at: number;
  end: number;
}

/** Three digits in a row may be part of a phone, a door without its building, or a number of a document or an account. */
const longNumber =
  /[A-Za-z0-9_.@-]*(?:[0-9] ?){3,}[A-Za-z0-9_.@-]*|[零〇一二三四五六七八九幺]{3,}|[A-Za-z][A-Za-z0-9_-]{5,}/g;
const mention = /@[^\s@,，:：。!！?？]{1,30}/g;
const introduced =
  /(?:我叫|我是|名叫|叫做|姓名是?|名字是?|联系人)[:： ]*([\u4e00-\u9fff]{2,4}?)(?=$|[^\u4e00-\u9fff]|住|家|的|电话|手机|报名|来|想|要)/g;
/** In front of these a name is often said: 需要王建国帮忙, 陪刘秀英去医院. */
const beforeName =
  /(?:^|[^\u4e00-\u9fff]|要|帮|陪|接|送|给|看|我|住|姓|叫|是|请|室|号|和|跟|找|让|替|派|由|把|问|催|与|喊|对|有|说|告诉|邻居|楼|家)$/;
/** Characters of everyday phrases that given names hardly hold: 周末有, 何时去, 方便的. */
const phrase =
  /[的了吗吧有没不能要去来在是这那你我他她它们个上下么什怎多少几一二两三四五六七八九十点号时分间末便边到过会可以都也还就给把被让和跟或很太再又只才用做办坏漏堵病]/;

/** Places of a full name inside a sentence. Too much is hidden rather than too little: it is put back anyway. */
function fullNames(text: string): Span[] {
  const found: Span[] = [];
  for (let at = 0; at + 3 <= text.length; at++) {
    const piece = text.slice(at, at + 3);
    if (phrase.test(piece.slice(1)) || !beforeName.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (looksLikeName(piece)) found.push({ kind: '姓名', at, end: at + 3 });
  }
  return found;
}

/** Every place where one of these words stands. */
function placesOf(words: readonly string[], text: string): Span[] {
  const found: Span[] = [];
  for (const word of words)
    for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + word.length))
      found.push({ kind: '姓名', at, end: at + word.length });
  return found;
}

const matches = (pattern: RegExp, text: string, kind: Span['kind']): Span[] =>
  [...text.matchAll(pattern)].map((m) => {
    const part = m[1] ?? m[0];
    const at = m.index + m[0].lastIndexOf(part);
    return { kind, at, end: at + part.length };
  });

/** Phones before doors before names before loose numbers; what overlaps something before it is left out. */
function spansOf(text: string, names: readonly string[]): Span[] {
  const all: Span[] = [
    ...readPhones(text).map(({ at, end }): Span => ({ kind: '电话', at, end })),
    ...readPlaces(text).map(({ at, end }): Span => ({ kind: '门牌', at, end })),
    ...matches(mention, text, '姓名'),
    ...placesOf(
      [...names].sort((a, b) => b.length - a.length),
      text,
    ),
    ...matches(introduced, text, '姓名'),
    ...fullNames(text),
    ...placesOf([...readCalled(text), ...readNamesInside(text)], text),
    ...matches(longNumber, text, '号码'),
  ];
  const kept: Span[] = [];
  for (const span of all) if (!kept.some((k) => span.at < k.end && k.at < span.end)) kept.push(span);
  return kept.sort((a, b) => a.at - b.at);
}

/** Once over the text; the same words get the same placeholder. */
function hideOnce(text: string, names: readonly string[], placeholders: Map<string, string>): string {
  let out = '';
  let from = 0;
  for (const { kind, at, end } of spansOf(text, names)) {
    const found = text.slice(at, end);
    if (!placeholders.has(found)) placeholders.set(found, `〔${kind}${letters(placeholders.size)}〕`);
    out += text.slice(from, at) + placeholders.get(found);
    from = end;
  }
  return out + text.slice(from);
}

/** 0 → A, 26 → BA: a digit would look like a part of what was written. */
const letters = (n: number): string =>
  (n >= 26 ? letters(Math.floor(n / 26)) : '') + String.fromCharCode(65 + (n % 26));

/**
 * Hides what is private in a text. A part that lies right beside another is found when the first is gone, so it looks again.
 * @param text normalised, without the brackets of the placeholders (they are taken for ordinary ones)
 * @param names that the program knows to stand in it
 */
export function hide(text: string, names: readonly string[]): Hidden {
  const placeholders = new Map<string, string>();
  // What is hidden already is cut out, so that nothing is looked for in a placeholder.
  const pieces = (whole: string) => whole.split(/(〔[^〕]*〕)/);
  let hidden = withoutBrackets(text);
  for (let before = ''; before !== hidden; ) {
    before = hidden;
    hidden = pieces(before)
      .map((piece, i) => (i % 2 ? piece : hideOnce(piece, names, placeholders)))
      .join('');
  }
  const back = new Map([...placeholders].map(([found, placeholder]) => [placeholder, found]));
  return { text: hidden, restore: (quoted) => quoted.replace(/〔[^〕]*〕/g, (p) => back.get(p) ?? p) };
}

/** The text as `hide` takes it and `restore` gives it back; of the same length. */
export function withoutBrackets(text: string): string {
  return text.replaceAll('〔', '(').replaceAll('〕', ')');
}
