/** Several or one of what a list showed, by place or number: 第一、第三个, 后两个我都报, 末尾那个, 除了5都报, 第二个 两个人. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { readNumeral } from '../numeral.ts';
import { readParty } from '../party.ts';
import { freshPost } from '../which.ts';

const unit = '(?:个|场|条|项|件|号位?|样|班|单)?';
const digit = '[0-9一二两三四五六七八九十]{1,2}';
/** One place in the list, the longest first. */
const place = new RegExp(
  `前面?(?<first>[两俩二三仨四五2-5])${unit}|[后末]面?(?<last>[两俩二三仨四五2-5])${unit}|倒数第(?<back>${digit})${unit}|(?<end>最后面?一?|末一|末了|末尾|最末尾?|后[面头边]|最下面?|下面|靠后)(?:那|的那)?${unit}的?|(?<head>头一|打头|开头|前[面头边]|最上面?|上面|靠前|最前面?)(?:那|的那)?${unit}的?(?![0-9])|(?<middle>最?(?:中间|当中))(?:那|的那)?${unit}的?|第 ?(?<nth>${digit})${unit}|(?<number>${digit})(?!个|人|位|名|楼|点|块|月|天|岁|[栋单]|小时)号?`,
  'y',
);
const between = /^(?:[、,和跟与及/\s]|还有|以及|加上?|外加|的|那个|这个)+/;
const opens =
  /^(?:好的?|那就?|那|我们?|俺|咱|就|也|都|想要?|要|选|报名?|领|接|来|认领|参加|给我|帮我|麻烦|给|把)*(?:[上下前后]面的?那?个?(?=[0-9]))?/;
const rest =
  /^(?:我们?|俺|咱|都|也|就|可以|行|能|要|想|参加|报上|报名?|报|去|来|上|领|认领|接|选|加|算上?|给|归|留|带|一个|一下|这个|那个|吧|呗|了|啊|呀|哈|哦|的|好|ok|OK|没问题|有空|名|号|⊕|\+1|谢谢|麻烦)*$/;
const without =
  /^除了?(?<but>[0-9一二三四五六七八九十第个号和、]{1,8})(?:以外|之外|不行|不去)?(?:我|其他|别的|剩下|其余)*(?:的)?(?:都|全)(?:部)?(?:可以|行|能|要|想|报|参加|去|来|领|接)/;
const everything =
  /^(?:我|俺|也|那)*(?:都|全部?|全都|这几个|这些|[两三四五几]个)(?:都|全)?(?:算|带|加|给|留|写|记)(?:上)?(?:我|俺)(?:一个|吧|呗|了|哈)*$/;

const value = (text: string) => readNumeral(text.replace('俩', '二').replace('仨', '三').replace('两', '二')) ?? 0;

/** What one place of the list names; a plain number is the item's own before it is a place. */
function named(groups: Record<string, string | undefined>, shown: readonly Ref[], alone: boolean): Ref[] | undefined {
  const { first, last, back, nth, number } = groups;
  if (first) return shown.slice(0, value(first));
  if (last) return shown.slice(-value(last));
  if (back) return shown.slice(-value(back), shown.length - value(back) + 1);
  if (groups['end']) return shown.slice(-1);
  if (groups['head']) return shown.slice(0, 1);
  if (groups['middle']) return shown.length % 2 === 1 ? [shown[(shown.length - 1) / 2]!] : undefined;
  if (nth) return shown.slice(value(nth) - 1, value(nth));
  const own = shown.filter((ref) => ref.number === value(number ?? ''));
  if (own.length > 0) return own;
  return alone || /[0-9]/.test(number ?? '') ? undefined : shown.slice(value(number ?? '') - 1, value(number ?? ''));
}

/** The items that the beginning of a text names one after another, and what stands behind them. */
function places(text: string, shown: readonly Ref[]): { refs: Ref[]; behind: string } | undefined {
  const refs: Ref[] = [];
  let at = opens.exec(text)![0].length;
  for (let count = 0; count < 6; count++) {
    place.lastIndex = at;
    const found = place.exec(text);
    if (!found) break;
    const next = text.slice(at + found[0].length).replace(between, '');
    place.lastIndex = 0;
    const alone = count === 0 && !place.test(next);
    const here = named(found.groups!, shown, alone);
    if (!here?.length) return undefined;
    refs.push(...here.filter((ref) => !refs.includes(ref)));
    at += found[0].length;
    at += between.exec(text.slice(at))?.[0].length ?? 0;
  }
  return refs.length > 0 ? { refs, behind: text.slice(at) } : undefined;
}

const party =
  /(?:我和我?|我跟我?|带|带上)?(?:[两二三四五六2-6俩仨](?:个人|人|个|位)?|我?(?:老公|老婆|老伴|爱人|儿子|女儿|孩子|娃|妈|爸|朋友|同事))(?:一起)?/;

/** What a text takes and for how many; undefined when a word of it is about something else. */
function takes(text: string, shown: readonly Ref[]): { refs: Ref[]; size: number | undefined } | undefined {
  const found = places(text, shown);
  if (!found) return undefined;
  const size = readParty(found.behind);
  const behind = (size ? found.behind.replace(party, '') : found.behind).replace(/\s/g, '');
  return rest.test(behind) ? { refs: found.refs, size } : undefined;
}

const refused = /不|没/;
const why =
  /^(?:我|俺)?(?:家|就|正好|刚好|那天|那边|住得?|比较|也)*(?:离得?(?:这|那)?(?:儿|边|里)?(?:比较|很|最)?近|顺路|有空|有车|没事|有时间|休息|会(?:修|弄|做|开车|这个)?|熟|在行|方便|住(?:得近|隔壁|附近|楼上|楼下))/;

/** 前面那个我来不及 后头那个我去: what is refused says nothing of the rest. */
function otherThan(line: Line, shown: readonly Ref[]): ReturnType<typeof takes> {
  // 第三个吧 我离得近: why one takes it says nothing more.
  const kept = line.pieces.filter((piece) => !refused.test(piece.text) && !why.test(piece.text));
  if (kept.length !== 1 || line.pieces.length < 2) return undefined;
  return takes(kept[0]!.text, shown);
}

/** What a list showed and the line takes; undefined when any word of the line is about something else. */
export function takenFromList(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  if (!post || post.refs.length < 2 || post.kind === 'reminder' || line.text.length > 24 || line.mood.question)
    return undefined;
  const text = line.text.replace(/[\s。!！~,，]+/g, ' ').trim();
  const placed = line.marked || /^[一二三四五六]$/.test(text) ? post.refs[value(text) - 1] : undefined;
  if (placed && !post.refs.some((ref) => ref.number === value(text)))
    return { does: 'claim', slots: { refs: [placed] }, confidence: 0.93 };
  const but = without.exec(text)?.groups?.['but'];
  if (but || everything.test(text)) {
    const left = but ? places(but, post.refs)?.refs : [];
    const refs = post.refs.filter((ref) => !left?.includes(ref));
    return left && refs.length > 0 ? { does: 'claim', slots: { refs }, confidence: 0.93 } : undefined;
  }
  const found = takes(text, post.refs) ?? otherThan(line, post.refs);
  if (!found) return undefined;
  const { refs, size } = found;
  return { does: 'claim', slots: { refs, ...(size ? { partySize: size } : {}) }, confidence: 0.94 };
}
