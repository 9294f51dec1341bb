/** Doors: 3号楼2单元501, 七栋302, 7-3-502, 5号楼, 3单元. Pure. */
import type { Place } from '../chat/meaning.ts';
import { NUMERAL, readNumeral } from './numeral.ts';
import { all } from './says.ts';

const small = `(?:[0-9]{1,3}|${NUMERAL.includes('[') ? '[零〇一二两三四五六七八九十]{1,3}' : NUMERAL})`;
const digitWords = '[零〇一二三四五六七八九幺]{3,4}';
const room = `(?:[0-9]{3,4}(?![0-9])|${digitWords}|[0-9]{1,2}(?=室|号房|号室))`;
const roomMark = '(?:室|号房间?|号室|房间|户)?';
const link = '[ ,，、的-]?';
const BUILDING = `${small} ?(?:号楼|号?栋|号?幢|#楼?|号院)`;
const FLOORED = `${small} ?楼(?=${link}(?:${small} ?(?:单元|门洞)|${room}))`;
const UNIT = `${small} ?(?:单元|门洞|号门|门)`;

/** Source of a pattern for one door, with the names building, unit and room (numbered, since a pattern may hold it once). */
const full =
  `(?<building>${BUILDING}|${FLOORED})(?:${link}(?<unit>${UNIT}))?(?:${link}(?<room>${room})${roomMark})?` +
  `|(?<![0-9.])(?<dashBuilding>[0-9]{1,2})[-—–](?<dashUnit>[0-9]{1,2})[-—–](?<dashRoom>[0-9]{3,4})(?![0-9-])` +
  `|(?<![0-9.-])(?<shortBuilding>[0-9]{1,2})[-—–#](?<shortRoom>[0-9]{3,4})(?![0-9-]|块|元)` +
  `|(?<loneUnit>${small} ?单元)(?:${link}(?<unitRoom>${room})${roomMark})?` +
  `|(?<![0-9])(?<loneRoom>[0-9]{3,4})室`;
const pattern = new RegExp(full, 'g');
/** The same without names, to be part of a larger pattern. */
export const DOOR = full.replace(/\(\?<[a-zA-Z]+>/g, '(?:');

/** `十五号楼` → `15`, `三零二` → `302`. */
function digitsOf(found: string | undefined, spokenDigitByDigit = false): string | undefined {
  if (found === undefined) return undefined;
  const number = found.replace(/[^0-9零〇一二两三四五六七八九十百幺]/g, '').replace(/幺/g, '一');
  if (/^[0-9]+$/.test(number)) return number;
  const value = readNumeral(number);
  if (value === undefined) return undefined;
  return spokenDigitByDigit
    ? [...number].map((c) => '零一二三四五六七八九'.indexOf(c === '〇' ? '零' : c)).join('')
    : String(value);
}

export interface PlaceFound {
  place: Place;
  at: number;
  end: number;
}

/** All doors in a text, in order. */
export function readPlaces(text: string): PlaceFound[] {
  return all(pattern, text).map((m) => {
    const g = m.groups ?? {};
    const building = digitsOf(g['building'] ?? g['dashBuilding'] ?? g['shortBuilding']);
    const unit = digitsOf(g['unit'] ?? g['dashUnit'] ?? g['loneUnit']);
    const number = digitsOf(g['room'] ?? g['dashRoom'] ?? g['shortRoom'] ?? g['unitRoom'] ?? g['loneRoom'], true);
    const place: Place = {
      ...(building ? { building } : {}),
      ...(unit ? { unit } : {}),
      ...(number ? { room: number } : {}),
    };
    return { place, at: m.index, end: m.index + m[0].length };
  });
}

/** The door of a text: the fullest one; pieces that stand apart (我住7号楼 … 2单元301) are put together. */
export function readPlace(text: string): Place | undefined {
  const all = readPlaces(text).map((p) => p.place);
  const fullest = all.sort((a, b) => Object.keys(b).length - Object.keys(a).length)[0];
  if (!fullest) return undefined;
  const rest = all.find((p) => p !== fullest && Object.keys(p).every((k) => !(k in fullest)));
  return rest ? { ...fullest, ...rest } : fullest;
}

/** Wording → the door. */
export const wordings: readonly (readonly [string, Place | undefined])[] = [
  ['3号楼2单元501', { building: '3', unit: '2', room: '501' }],
  ['3号楼2单元501室', { building: '3', unit: '2', room: '501' }],
  ['七栋302', { building: '7', room: '302' }],
  ['7-3-502', { building: '7', unit: '3', room: '502' }],
  ['9-2-301 老李', { building: '9', unit: '2', room: '301' }],
  ['12-1203', { building: '12', room: '1203' }],
  ['5号楼', { building: '5' }],
  ['11栋', { building: '11' }],
  ['3单元', { unit: '3' }],
  ['4栋3单元', { building: '4', unit: '3' }],
  ['五号楼一单元302', { building: '5', unit: '1', room: '302' }],
  ['十五号楼三单元一八零二', { building: '15', unit: '3', room: '1802' }],
  ['五号楼一单元三零二', { building: '5', unit: '1', room: '302' }],
  ['8号楼302的刘奶奶', { building: '8', room: '302' }],
  ['住10号楼2单元201 姓钱', { building: '10', unit: '2', room: '201' }],
  ['2栋1203 钥匙可以放物业', { building: '2', room: '1203' }],
  ['5楼2单元301', { building: '5', unit: '2', room: '301' }],
  ['6#楼1单元', { building: '6', unit: '1' }],
  ['我家7号楼，3单元101。', { building: '7', unit: '3', room: '101' }],
  ['7号楼3单元101。座机没有', { building: '7', unit: '3', room: '101' }],
  ['14幢 2单元 604', { building: '14', unit: '2', room: '604' }],
  ['302室', { room: '302' }],
  ['认领3号', undefined],
  ['13611240052', undefined],
  ['2-3个人', undefined],
  ['100-200元', undefined],
  ['9月16号', undefined],
  ['爬到5楼去', undefined],
];
