/** What a partner unit gives: 每天给10位老人送爱心餐, 赞助20份汤圆, 场地可以借给你们用. Only a unit's contact speaks for one. */
import type { Slots } from '../../chat/meaning.ts';
import { readNumeral } from '../numeral.ts';
import { addressed, type MeaningReader } from './reader.ts';

const count = '(?<n>[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})';
const units = '(?:个|位|名|份|张|套|箱|盒|件|台|辆|桌|袋|间|人|户|斤|桶|次|把|床|顿|瓶|碗|杯|块|盆|笼|袋)';
const quotaIn = new RegExp(`${count} ?(?:多)?${units}(?!月|小时|星期|钟)`);
const gives =
  /准备(?=.{0,3}[0-9一二两三四五六七八九十])|提供|赞助|捐赠?|赠送|送(?!到|货|孩子|医)|支持|支援|拿出|让出|匀出|腾出|借给|借用|免费|无偿|半价|出(?=[0-9一二两三四五六七八九十])|给(?:咱们|你们|社区|老人|志愿者|居民)|(?:可以|能|愿意|随时)[^,，。]{0,6}(?:用|来|接待|开放)/;
/** What a unit lacks or asks is no gift. */
const other = /[?？]|[吗呢]$|需要(?:你们|社区|志愿者)|能不能(?:给|帮)|求助|坏了|漏|不能|没法|取消|不(?:送|提供|赞助)了/;
const whats: readonly RegExp[] = [
  /(?:提供|赞助|捐赠|捐|赠送|送|支援|拿出|腾出|借给(?:你们|社区|咱们)?)(?:[0-9一二两三四五六七八九十百]+ ?(?:份|张|套|箱|盒|件|台|辆|桌|袋|个|间|斤|桶|把|床|瓶|名|位|碗|杯|块|盆|笼))?(?:免费的?)?(?<what>[\u4e00-\u9fff]{2,8})/,
  /[0-9一二两三四五六七八九十百]+ ?(?:份|张|套|箱|盒|件|台|辆|桌|袋|间|斤|桶|把|床|瓶|碗|杯|块|盆|笼)(?<what>[\u4e00-\u9fff]{2,8})/,
  /(?<what>[\u4e00-\u9fff]{0,4}(?:场地|会议室|车位|班车|车|餐|券|饭|礼品|物资|设备|音响|桌椅|帐篷|师傅|医生|老师|人手|座位))/,
];

/** What is given and how much of it, as the contact says it. */
export function readOfferSlots(text: string): Slots {
  const what = whats.map((pattern) => pattern.exec(text)?.groups?.['what']).find((found) => found !== undefined);
  const said = quotaIn.exec(text)?.groups?.['n'];
  const quota = said ? readNumeral(said) : undefined;
  return { text, ...(what ? { title: what.replace(/[吧啊了呢的]+$/, '') } : {}), ...(quota ? { seats: quota } : {}) };
}

/** Reads the offer of a partner unit. */
export const readOffer: MeaningReader = (line, s) => {
  if (s.role !== 'unitContact' || !gives.test(line.text) || other.test(line.text)) return [];
  const slots = readOfferSlots(line.text);
  if (!slots.title && !slots.seats) return [];
  return [{ does: 'offer', slots, confidence: addressed(s) ? 0.94 : 0.7 }];
};
