/** The readers of meanings, in the order in which they win when they are equally sure. */
import { readAttend } from './attend.ts';
import { readClaim } from './claim.ts';
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

/** What is known to be there explains more than frames can; without it, or when it says nothing, the frames decide. */
const readTaking: MeaningReader = (line, s) => {
  const known = readKnown(line, s);
  return known.length > 0 ? known : readClaim(line, s);
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
