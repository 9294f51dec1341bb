/** Brings a text into one script for the readers, and knows the way back to the original places. */

const TRADITIONAL: Record<string, string> = {
  點: '点',
  週: '周',
  號: '号',
  後: '后',
  時: '时',
  個: '个',
  鐘: '钟',
  鍾: '钟',
  禮: '礼',
  兩: '两',
  開: '开',
  從: '从',
  間: '间',
  節: '节',
  農: '农',
  曆: '历',
  陽: '阳',
  陰: '阴',
  臘: '腊',
  雙: '双',
  過: '过',
  內: '内',
  這: '这',
  聖: '圣',
  誕: '诞',
  國: '国',
  慶: '庆',
  聽: '听',
  尋: '寻',
  報: '报',
  領: '领',
  認: '认',
  樓: '楼',
  線: '线',
  選: '选',
  動: '动',
};
const MARKS: Record<string, string> = {
  '\u3000': ' ',
  '〜': '~',
  '～': '~',
  '—': '-',
  '–': '-',
  '―': '-',
  '−': '-',
  '‐': '-',
  '﹣': '-',
  '﹕': ':',
  '︰': ':',
  '∶': ':',
  '【': '[',
  '】': ']',
  '\uFE0F': '',
  '\u20E3': '',
  '\u200B': '',
  '\u200C': '',
  '\u200D': '',
  '\uFEFF': '',
  '\u00A0': ' ',
};
const STRANGE = new RegExp(`[\\uFF01-\\uFF5E①-⑳${Object.keys(TRADITIONAL).join('')}${Object.keys(MARKS).join('')}]`);

export interface Folded {
  text: string;
  /** Places in the original of all places in the folded text; absent when they are the same. */
  places?: number[];
}

/** Place in the original of a place in the folded text. */
export function originOf(folded: Folded, at: number): number {
  return folded.places ? (folded.places[at] ?? 0) : at;
}

/** Full width, circled and emoji digits become plain digits, traditional characters that name times simplified ones. */
export function fold(original: string): Folded {
  if (!STRANGE.test(original)) return { text: original };
  let text = '';
  const places: number[] = [];
  for (let i = 0; i < original.length; i++) {
    const char = foldChar(original[i]!);
    text += char;
    for (let k = 0; k < char.length; k++) places.push(i);
  }
  places.push(original.length);
  return { text, places };
}

function foldChar(char: string): string {
  const code = char.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return MARKS[char] ?? String.fromCharCode(code - 0xfee0);
  if (code >= 0x2460 && code <= 0x2473) return String(code - 0x245f);
  return MARKS[char] ?? TRADITIONAL[char] ?? char;
}
