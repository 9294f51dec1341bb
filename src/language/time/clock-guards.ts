/** 一点点, 三点建议, 比分3:15, 两点五公里: what looks like an hour and is a count, a score or a quantity. */
import { after, before, type Scene } from './piece.ts';

/** 三点建议: points of a speech. */
const POINTS_AFTER =
  /^\s?(?:小?建议|意见|要求|注意|说明|感受|想法|原因|理由|体会|好处|坏处|提醒|希望|补充|疑问|问题|感想|声明|经验|区别|内容|心得|诉求|式|水|一线|赞|积分|之间|钟方向|方向|[、,]?\s?(?:第一|其一|一是)|:\s*(?:1|一|首先|①))/;
const POINTS_BEFORE =
  /(?:第|以下|如下|这|那|几|有|提|简单说|再说|就说|我说|简单说|讲|分|分成|总结|强调|补充|归纳|注意|共|[加扣涨跌降升减]了?|百分之?|[\d一二三四五六七八九十]个)\s?$/;
/** 有三点 is a count, 有三点的号 and 这两点半 are not. */
const SURELY_HOUR = /半|刻|[点时].*分|点钟|[点时]\s?(?:[0-5]\d|.?十)|整|左右/;

const QUANTITY_BEFORE =
  /[有早晚快慢好大小多少差这那第高低远近长短软硬轻重热冷凉暖贵便宜点些会了不没吃喝说给出加减留放买松紧宽窄厚薄亮暗甜咸淡稀稠干湿开细强弱美胖瘦深浅久认静乖真严稳准懂用帮做学剩唯]$/;
const ONE_AFTER =
  /^(?:$|[\s,.，。!！?？、;；:)）(（~]|[-到至](?!了|也|都)|在|集合|开始|出发|见|走|来(?!说)|去|过来|准时|前|之|以前|以后|后|我|楼|活动|的(?:时候|活动|车|场|课|那)|左右|多|开|上课|上班|吧|行|可以|有|结束|散|吃|门口|社区|大|下|先|叫|接|送|陪)/;
const RANGE_AFTER = /^\s?[-~到至]\s?[\d一二两三四五六七八九十]{1,3}\s?点/;
const DECIMAL =
  /^[一二三四五六七八九零\d]+\s?(?:公里|千米|米|斤|元|块|倍|万|亿|度|折|%|吨|升|平|级|个?百分点|寸|岁|分(?!钟)|$|[\s,，。!！])/;
const SCORE_BEFORE = /(?:比分|比数|比例|兑水|稀释|比|章|赔率)\s?(?:是|为)?\s?$/;

/**
 * True when a number with 点, 时, a colon or a range mark is no clock time.
 * @param form the written form, `:` for a colon time, `-` for the first half of 9-11点
 */
export function notAnHour(scene: Scene, from: number, to: number, form: string): boolean {
  const { text } = scene;
  const gap = from - (scene.pieces.at(-1)?.to ?? -9);
  const joined = gap === 0;
  // 3-8:30 is no hour, 9:00-11:30 ends with one; 九、十点 is a guess.
  if (
    !joined &&
    (/[\d零〇一二两三四五六七八九十百千廿卅幺.:第/]/.test(text[from - 1] ?? '') ||
      (gap > 1 && /\d-$/.test(before(text, from, 2)) && !form.includes('点')) ||
      (gap > 1 && /[\d一二三四五六七八九十]、$/.test(before(text, from, 2))))
  )
    return true;
  const left = before(text, from);
  if (form === ':') return SCORE_BEFORE.test(left);
  if (form === '-') return false;
  return isCount(text, from, to, form, joined) || isOnePoint(text, from, to, form, joined);
}

/** Points made, points scored, decimals. */
function isCount(text: string, from: number, to: number, form: string, joined: boolean): boolean {
  if (form.includes('时')) return /^[一几]时/.test(form) || /[小临同及平当准按随到暂]$/.test(before(text, from, 1));
  if (SURELY_HOUR.test(form)) return false;
  const right = after(text, to);
  if (POINTS_AFTER.test(right) || /^点(?![名火餐心货卯])/.test(right) || /^[儿几]/.test(right)) return true;
  if (form.endsWith('点') && DECIMAL.test(right)) return true;
  return (
    !joined &&
    POINTS_BEFORE.test(before(text, from)) &&
    !/^(?:到|至|-|~|的|前|之前|以前|开|集合|出发|准时|之后|以后|后|见)/.test(right)
  );
}

/** 一点 is nearly always a little: it is an hour only between plain words. */
function isOnePoint(text: string, from: number, to: number, form: string, joined: boolean): boolean {
  if (!/^[一1]\s?点$/.test(form)) return false;
  if (QUANTITY_BEFORE.test(before(text, from, 1)) && !joined) return true;
  const right = after(text, to);
  if (RANGE_AFTER.test(right)) return false;
  if (joined) return /^(?:[儿点也都]|不(?!到|见))/.test(right);
  const opens = /(?:^|[\s,.，。!！?？、;；:)）(（~到至从约定在是于改今明午\]])$/.test(before(text, from, 1));
  return !opens || !ONE_AFTER.test(right);
}
