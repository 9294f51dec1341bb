/**
 * What a line can mean. The language layer turns words into these; commands carry them out. Both sides know only this
 * file of each other, so a new meaning begins here.
 */

/** Who may do what (product.md, “People”). A leader may everything. */
export const roles = ['resident', 'volunteer', 'teamHead', 'leader', 'unitContact'] as const;
export type Role = (typeof roles)[number];

/** Something that can be claimed: `12`, or shift B of it. */
export interface Ref {
  number: number;
  /** Capital letter, absent for the whole. */
  shift?: string;
}

/** 3号楼2单元501 as digit strings; 平房 and other doors without a building have only a room. */
export interface Place {
  building?: string;
  unit?: string;
  room?: string;
}

export const needCategories = [
  'repair',
  'medical',
  'safety',
  'errand',
  'companion',
  'care',
  'lifting',
  'childcare',
  'cleaning',
  'meal',
  'transport',
  'tech',
  'borrow',
  'pet',
  'consult',
] as const;
export type NeedCategory = (typeof needCategories)[number];

export type Urgency = 'urgent' | 'normal';

/** Time as it was said, local to the community (Asia/Shanghai): length 10 = a date, length 16 = a minute. */
export interface When {
  start: string | null;
  end: string | null;
  part?: 'morning' | 'noon' | 'afternoon' | 'evening';
  /** RFC 5545 rule. */
  recur?: string;
  dates?: string[];
  deadline?: true;
}

/** Everything that the readers can take from a line. A command reads only the slots that it names. */
export interface Slots {
  refs?: Ref[];
  /** Words by which something was described: 教手机那个. */
  hint?: string;
  partySize?: number;
  /** People named: for whom a claim is, who is assigned … */
  names?: string[];
  when?: When;
  date?: string;
  time?: string;
  place?: Place;
  phone?: string;
  category?: NeedCategory;
  urgency?: Urgency;
  /** An emergency by kind, if the line reports one. */
  emergency?: 'fall' | 'gas' | 'chest' | 'fire' | 'missing' | 'noAnswer' | 'other';
  /** For whom: 张奶奶, 我妈. */
  beneficiary?: string;
  durationMin?: number;
  rating?: number;
  /** Only if nobody else does (要是没人去那我去). */
  ifNobody?: true;
  /** 改成3个: the size of a claim that stands already. */
  resize?: true;
  /** So many more, or fewer, than there are now. */
  partyBy?: number;
  /** Whoever the line is about is found, or well. */
  safe?: true;
  /** Where an activity takes place, in words: 3号楼前. */
  venue?: string;
  /** Where people meet, in words: 北门. */
  meetingPoint?: string;
  /** What to bring or wear: 戴手套. */
  bring?: string;
  title?: string;
  seats?: number;
  shifts?: { label: string; start?: string; end?: string; seats: number }[];
  /** Free text that a command takes as it stands: a reason, an answer. */
  text?: string;
  /** A 接龙: its title, and its lines in order. */
  chain?: { title: string; entries: { name: string; size: number; note?: string }[] };
  /** Yes or no to the question that waits. */
  answer?: 'yes' | 'no';
  /** Which of several that were shown, 1-based. */
  choice?: number;
  /** Days of the month and minute of the day of the announcements. */
  schedule?: { days: number[]; time: string };
}

/** What a line asks for, by the name of the command that does it. `intent` is the coarser word of language.md. */
export const meanings = {
  claim: 'claim',
  release: 'unclaim',
  reportNeed: 'need',
  listActivities: 'query_activities',
  listNeeds: 'query_activities',
  board: 'query_activities',
  todo: 'query_activities',
  mine: 'query_mine',
  progress: 'query_mine',
  details: 'query_mine',
  done: 'service_record',
  recordVisit: 'service_record',
  checkIn: 'checkin',
  checkOut: 'checkout',
  chain: 'chain_signup',
  join: 'register',
  help: 'help',
  rate: 'feedback',
  notSolved: 'feedback',
  passOn: 'feedback',
  publish: 'publish',
  change: 'other_command',
  cancel: 'other_command',
  accept: 'other_command',
  refuse: 'other_command',
  refer: 'other_command',
  assign: 'other_command',
  withdraw: 'other_command',
  amend: 'other_command',
  swap: 'other_command',
  undo: 'other_command',
  rollCall: 'other_command',
  noShow: 'other_command',
  announceNow: 'other_command',
  announceTimes: 'other_command',
  takeAlarm: 'other_command',
  approve: 'other_command',
  settleIdentity: 'other_command',
  confirmIdentity: 'other_command',
  offer: 'other_command',
  other: 'other_command',
  yes: 'other_command',
  no: 'other_command',
  chatter: 'chatter',
} as const;
export type Does = keyof typeof meanings;
export type Intent = (typeof meanings)[Does];

/** One thing that a line asks for. */
export interface Meaning {
  does: Does;
  slots: Slots;
  /** 0 to 1; the bands of language.md decide what follows. */
  confidence: number;
  /** What the context gave and the text did not say (“算我一个” after an announcement of 3). */
  target?: Ref[];
}

/** What is understood of a whole message: one or more meanings, and whether to act on them, to ask, or to be silent. */
export interface Understanding {
  meanings: Meaning[];
  act: 'act' | 'ask' | 'silent';
}
