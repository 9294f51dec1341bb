/** Loads what the bot knows just before a message, in one statement: every message pays for it. */
import { type SQL, sql } from 'drizzle-orm';
import type { Community } from '../community.ts';
import { rows, type Tx } from '../db/db.ts';
import type { Person } from '../features/people/queries.ts';
import type { Shows } from '../outbox/tables.ts';
import type { ItemView, LastPost, Question, Situation } from './context.ts';
import { type ItemRow, manages, ref, viewsOf } from './items.ts';
import type { Message } from './message.ts';
import type { Draft } from './turn.ts';

/** The bot's last post counts as context this long. */
const contextHours = 12;

/** The same for everybody; of the posts, those that are anybody's last. */
interface Common {
  items: ItemRow[] | null;
  alarms: string[] | null;
  posts: Post[] | null;
}

/** A post of the bot that showed something. */
interface Post {
  id: string;
  shows: Shows;
  sent: string;
  text: string;
  heard: number;
}

/** … and the lines of talk since. */
type Last = Post & { talk: number };

/** What concerns one message. */
interface Own {
  question: { question: Question; draft: Draft } | null;
  holds: { number: number; shift: string; own: boolean }[] | null;
  reported: { number: number; lately: boolean }[] | null;
  /** The bot's posts before it, newest first, and what was said since. */
  last: { post: string; talk: number }[] | null;
}

/** A message whose situation is asked for. */
export interface Asked {
  message: Message;
  person: Person;
  /** Its place in the inbox. */
  seq: number;
}

export interface Loaded {
  situation: Situation;
  draft?: Draft;
  /** The place in the inbox up to which the last post had heard what was said; what is newer was said after it. */
  heard: number;
  /** What was said before this moment is no talk under the last post, however late it came. */
  talkFrom: number;
}

/**
 * Loads the situations of messages, in their order, as they are now. Tables that grow are asked by whole keys, row by row
 * (`lateral … limit 1`): left to choose, and with no statistics yet, the planner reads all claims of all items (13 ms).
 */
export async function loadSituations(
  tx: Tx,
  community: Community,
  now: Date,
  asked: readonly Asked[],
): Promise<Loaded[]> {
  const c = community.id;
  const at = now.toISOString();
  const lines = asked.map(({ message, person, seq }) => ({
    person: person.id,
    kind: message.chat.kind,
    chat: message.chat.id,
    at: message.at,
    said: saidAt(message, now).toISOString(),
    seq,
    posts: message.quote?.mine ? 30 : 1,
  }));
  const [found] = await rows<Common & { own: Own[] }>(
    tx,
    sql`with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as x(person uuid, kind text, chat text, at timestamptz, said timestamptz, seq bigint, posts int)
    ), last as materialized (
      select a.seq as message, o.id, o.sent_at, o.seq, o.talk from asked a cross join lateral
        (${lastPosts(c, sql`a.kind = 'direct' and to_person = a.person`)} union all ${lastPosts(c, sql`a.kind <> 'direct' and to_person is null`)}) o
    ) select
      (select json_agg(json_build_object('number', i.number, 'shift', i.shift, 'kind', i.kind, 'status', i.status, 'title', i.title, 'venue', i.venue,
          'category', i.category, 'beneficiary', coalesce(n.beneficiary, n.name), 'reporter', n.name, 'reporterId', n.reporter, 'told', n.told, 'starts', i.starts_at, 'ends', i.ends_at, 'whole_day', i.whole_day, 'seats', i.seats, 'taken', i.taken) order by i.number, i.shift)
        from items i left join lateral (select beneficiary, reporter, left(words, 200) as told, (select name from people where community_id = ${c} and id = reporter) as name
            from needs where community_id = ${c} and item_id = i.id limit 1) n on i.kind = 'need'
        where i.community_id = ${c} and i.status in ('open', 'divided', 'waiting')
          and (i.status <> 'waiting' or ${asked.some(({ person }) => manages(person))}::boolean or n.reporter in (select person from asked))
          and (i.ends_at is null or i.ends_at > ${at}::timestamptz - interval '12 hours')) as items,
      (select json_agg(about) from alarms where community_id = ${c} and ended_at is null) as alarms,
      (select json_agg(json_build_object('id', id, 'shows', shows, 'sent', sent_at, 'text', text, 'heard', heard)) from outbox
        where community_id = ${c} and id = any(array(select distinct id from last))) as posts,
      (select json_agg(json_build_object(
        'question', (select json_build_object('question', question, 'draft', draft) from questions
          where community_id = ${c} and person_id = a.person and chat = a.kind and expires_at > a.said),
        'holds', (select json_agg(json_build_object('number', i.number, 'shift', i.shift, 'own', k.person_id = a.person))
          from (select item_id, person_id from claims where community_id = ${c} and person_id = a.person and state <> 'ended'
              union all select item_id, person_id from claims where community_id = ${c} and by_person = a.person and state <> 'ended'
                and person_id is distinct from a.person) k
            cross join lateral (select number, shift, ends_at from items where community_id = ${c} and id = k.item_id limit 1) i
          where i.ends_at is null or i.ends_at > ${at}::timestamptz - interval '12 hours'),
        'reported', (select json_agg(json_build_object('number', i.number, 'lately', n.status <> 'done' and n.done_at is null and n.created_at > a.said - interval '1 day') order by i.number) from needs n join items i on i.community_id = n.community_id and i.id = n.item_id
          where n.community_id = ${c} and n.reporter = a.person and (n.status in ('reported', 'open', 'claimed', 'done') or n.done_at > ${at}::timestamptz - interval '7 days')),
        'last', (select json_agg(json_build_object('post', id, 'talk', talk) order by sent_at desc, seq desc) from last where message = a.seq)
      ) order by a.seq) from asked a) as own`,
  );
  const { own, items, alarms, posts } = found!;
  const seen = viewsOf(items ?? [], community, now);
  const post = new Map(posts?.map((one) => [one.id, one]));
  return asked.map((one, i) => {
    const last = own[i]!.last?.map(({ post: id, talk }) => ({ ...post.get(id)!, talk })) ?? [];
    const situation = situationOf(
      one,
      community,
      now,
      seen(one.person, saidAt(one.message, now)),
      alarms ?? [],
      own[i]!,
      last,
    );
    const draft = own[i]!.question?.draft;
    return { situation, heard: last[0]?.heard ?? 0, talkFrom: talkFrom(last), ...(draft ? { draft } : {}) };
  });
}

/** When it was said: a message may come late, and its “明天” and “我来” mean what they meant then. */
function saidAt(message: Message, now: Date): Date {
  const said = Date.parse(message.at);
  return said < now.getTime() ? new Date(said) : now;
}

/** Newest posts that showed something when it was said, each with the lines of talk since; a quoted post is looked for among several. */
function lastPosts(c: string, whom: SQL): SQL {
  return sql`(select o.id, o.sent_at, o.seq,
      (select count(*) from (select 1 from inbox x where x.community_id = ${c} and x.chat = a.chat and x.seq < a.seq
        and x.channel = o.channel and x.seq > o.heard and x.meant = 'chatter' and x.at > o.sent_at - interval '1 minute' limit 9) talk)::int as talk
    from outbox o where o.community_id = ${c} and ${whom} and o.status = 'sent' and o.shows is not null
      and o.sent_at > a.at - make_interval(hours => ${contextHours}) and o.sent_at < a.said + interval '1 minute'
    order by o.sent_at desc, o.seq desc limit a.posts)`;
}

function situationOf(
  { message, person }: Asked,
  community: Community,
  now: Date,
  items: ItemView[],
  alarms: string[],
  own: Own,
  posts: readonly Last[],
): Situation {
  const said = saidAt(message, now);
  const situation: Situation = {
    now: said,
    chat: message.chat.kind,
    mention: message.mention,
    // An order is understood whoever gives it; whether it is followed is decided later.
    role: person.unsure ?? person.role,
    botName: community.botName,
    items,
    holds: (own.holds ?? []).map(ref),
    ownHolds: (own.holds ?? []).filter((hold) => hold.own).map(ref),
    reported: (own.reported ?? []).map(ref),
    alarms,
  };
  const lately = own.reported?.findLast((need) => need.lately);
  if (lately) situation.lately = ref(lately);
  if (own.question) situation.question = own.question.question;
  const last = lastPostOf(posts, said, message);
  if (last) situation.lastPost = last;
  if (message.quote) situation.quote = message.quote;
  return situation;
}

/** A minute before the last post: what a channel tells of times is only so exact. */
const talkFrom = ([last]: readonly Last[]): number => (last ? Date.parse(last.sent) - 60_000 : 0);

function lastPostOf(posts: readonly Last[], said: Date, message: Message): LastPost | undefined {
  const quote = message.quote?.mine ? message.quote.text : undefined;
  // What a channel gives of a quoted message is often cut, so its beginning has to do.
  const quoted =
    quote === undefined ? undefined : posts.find((post) => post.text.startsWith(quote.slice(0, 60).replace(/…$/, '')));
  const post = quoted ?? posts[0];
  if (!post) return undefined;
  const minutesAgo = Math.max(0, Math.floor((said.getTime() - Date.parse(post.sent)) / 60_000));
  return { ...post.shows, minutesAgo, talkSince: post.talk, ...(quoted ? { quoted: true as const } : {}) };
}
