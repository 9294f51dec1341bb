/** What never reaches a group: phones and doors (product.md, “Two layers”). Pure. */
import { readPhones } from './phone.ts';
import { readPlaces } from './place.ts';

/** The text with phones taken out and doors shortened to their building. The same text comes back when nothing is private. */
export function hidePrivate(text: string): string {
  const found = [
    ...readPhones(text).map(({ at, end }) => ({ at, end, instead: '（电话）' })),
    ...readPlaces(text)
      .filter(({ place }) => place.room !== undefined)
      .map(({ at, end, place }) => ({ at, end, instead: place.building ? `${place.building}号楼` : '（门牌）' })),
  ].sort((a, b) => a.at - b.at);
  let result = '';
  let from = 0;
  for (const { at, end, instead } of found) {
    if (at < from) continue;
    result += text.slice(from, at) + instead;
    from = end;
  }
  return result + text.slice(from);
}
