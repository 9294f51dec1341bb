/** The readers of meanings, in the order in which they win when they are equally sure. */
import { says } from '../says.ts';
import { readAttend } from './attend.ts';
import { readClaim } from './claim.ts';
import { readPartyBy } from './claim-more.ts';
import { readKnown } from './known.ts';
import { readKnownRelease } from './known-release.ts';
import { readLead, readOther } from './lead.ts';
import { readNeed } from './need.ts';
import { readOffer } from './offer.ts';
import { readPublish } from './publish.ts';
import { readQuery } from './query.ts';
import type { MeaningReader } from './reader.ts';
import { readRelease } from './release.ts';
import { readService } from './service.ts';
import { readSwap } from './swap.ts';

/** 清理小广告我去不成, 不参加包饺子: who says so and nothing else takes nothing on. */
const declines =
  /(?:[去来到上]|参加)不(?:了|成|到)(?:了|啦|咯|喽|吧|呀|哈|哦|的|呢|[~!。…])*$|(?:没法|不)(?:去|来|参加|报)(?:了|啦|吧|哈|呢|[~!。…])*$|^(?:我|俺|那|就)*不(?:去|来|参加|报)|没(?:空|时间|工夫)(?:了|啊|呀|呢|[~!。…])*$/;
/** 卖小桌子，要的+1; 拼单买菜，要的+1: others are to count themselves in, for something else. */
const forOthers = /(?:要|想|需要|有兴趣|感兴趣|一起|拼|买)的(?:都|就|请|可以)?(?:[+＋扣] ?1|报名|举手|接龙)/;

/** What is known to be there explains more than frames can; without it, or when it says nothing, the frames decide. */
const readTaking: MeaningReader = (line, s) => {
  if (says(forOthers, line.text)) return [];
  const by = readPartyBy(line, s);
  if (by) return [by];
  const known = readKnown(line, s);
  if (known.length > 0) return known;
  return line.sentences.length === 1 && says(declines, line.text) ? [] : readClaim(line, s);
};

const readGivingBack: MeaningReader = (line, s) => {
  const known = readKnownRelease(line, s);
  return known.length > 0 ? known : readRelease(line, s);
};

export const meaningReaders: readonly MeaningReader[] = [
  readSwap,
  readOffer,
  readLead,
  readAttend,
  readGivingBack,
  readPublish,
  readService,
  readQuery,
  readTaking,
  readOther,
  readNeed,
];
