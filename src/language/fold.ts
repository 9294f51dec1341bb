/**
 * Folding of spelling: traditional characters that our words need, and typing errors of about thirty trigger words.
 * Every replacement keeps the length, so positions stay the same. Pure.
 */
import { pinyin } from 'pinyin-pro';
import { mayFit } from './says.ts';

const traditional =
  '報报領领認认號号龍龙簽签動动義义診诊幫帮來来樓楼單单區区個个們们參参這这週周點点時时間间開开關关燈灯壞坏門门電电話话請请還还沒没為为說说過过後后裡里裏里麼么嗎吗問问題题員员誰谁給给讓让兩两補补務务記记錄录長长護护藥药醫医車车買买頭头頂顶僅仅條条項项場场組组織织顧顾鐘钟見见現现發发結结數数獨独養养節节謝谢應应該该對对幾几從从進进終终絕绝願愿緊紧舊旧樣样緩缓劃划掛挂網网線线聯联絡络絲丝漏漏東东邊边處处壓压氣气熱热體体溫温歲岁爺爷奶奶媽妈會会錢钱錯错銷销維维護护課课聽听講讲論论評评讚赞選选預预約约擔担換换寫写滿满濟济煙烟災灾敲敲呼呼摔摔暈晕倒倒兒儿孫孙隊队陳陈張张劉刘趙赵吳吴鄭郑黃黄馬马許许馮冯楊杨葉叶唔不嚟来喇啦嗰那係是冇没佢他哋们嘅的咗了俾给睇看嗮完喺在啲些諗想讲讲'
    .match(/../gu)
    ?.map((pair) => [pair[0]!, pair[1]!] as const) ?? [];
const simplified = new Map(traditional);
const anyTraditional = new RegExp(`[${[...simplified.keys()].join('')}]`, 'g');

/** Words that start something; a word of the same sound in the same place is a typing error for it. */
const triggers = [
  '报名',
  '认领',
  '接龙',
  '签到',
  '签退',
  '取消',
  '候补',
  '义诊',
  '志愿',
  '活动',
  '值守',
  '垃圾',
  '名额',
  '陪诊',
  '走访',
  '探访',
  '受理',
  '指派',
  '公告',
  '看板',
  '撤销',
  '求助',
  '服务',
  '参加',
  '完成',
  '退出',
  '放弃',
  '替班',
];
/** Real words that sound like a trigger and mean something else; without them 保命 would claim a seat. */
const ownWords = new Set(
  '保命 报命 薄命 取笑 取小 后补 候不 医诊 一诊 支援 知远 志远 资源 之愿 火洞 只手 之手 立即 命额 里手 手里 受礼 受力 受里 台长 太长 看半 看版 看搬 看办 看班 攻高 求祝 求住 求主 球住 秋住 推出 放气 房契 漏税 水罐 只派 等泡 人领 前退 钱退 前到 钱到 富屋 惨加 码头 马同'.split(
    ' ',
  ),
);
/** What may stand before and after a trigger; inside other words (时候不, 任领导, 报明天) nothing is folded. */
const mayPrecede = /[\s\p{P}\p{S}0-9我俺要想来去也帮请都号个就能可咱们吧的]/u;
const mayFollow = /[\s\p{P}\p{S}0-9号了吧啊呀哈一二两三四五六七八九十第这那个的我俺活志吗不垃周参]/u;

const sounds = new Map<string, string>();
function sound(character: string): string {
  let found = sounds.get(character);
  if (found === undefined) {
    found = /\p{Script=Han}/u.test(character) ? pinyin(character, { toneType: 'none' }) : '';
    if (sounds.size > 20_000) sounds.clear();
    sounds.set(character, found);
  }
  return found;
}

const bySound = new Map(triggers.map((word) => [`${sound(word[0]!)} ${sound(word[1]!)}`, word]));
/** For every character of the basic plane: 0 not looked at yet, 1 no trigger begins with its sound, 2 one does. */
const begins = new Uint8Array(0x10000);
function mayBegin(code: number): boolean {
  if (begins[code] === 0) begins[code] = firstSounds.has(sound(String.fromCharCode(code))) ? 2 : 1;
  return begins[code] === 2;
}
const firstSounds = new Set(triggers.map((word) => sound(word[0]!)));

function foldTypingErrors(text: string): string {
  let out = '';
  let from = 0;
  for (let at = 0; at + 1 < text.length; at++) {
    if (!mayBegin(text.charCodeAt(at))) continue;
    const trigger = wanted(text, at);
    if (!trigger) continue;
    out += text.slice(from, at) + trigger;
    from = at + 2;
    at++;
  }
  return from === 0 ? text : out + text.slice(from);
}

function wanted(text: string, at: number): string | undefined {
  const pair = text.slice(at, at + 2);
  const second = sound(pair[1]!);
  const trigger = second ? bySound.get(`${sound(pair[0]!)} ${second}`) : undefined;
  if (!trigger || trigger === pair || ownWords.has(pair)) return undefined;
  const before = text[at - 1];
  const after = text[at + 2];
  if ((before && !mayPrecede.test(before)) || (after && !mayFollow.test(after))) return undefined;
  // One right character must remain, or the sound is the only likeness: 签 alone may not be wrong, or 前到 and 钱退 would fold.
  if (pair[0] === trigger[0]) return trigger;
  return pair[1] === trigger[1] && trigger[0] !== '签' ? trigger : undefined;
}

/** Simplified characters and right trigger words, each text of the same length as before. */
export function fold(text: string): string {
  const plain = mayFit(anyTraditional, text) ? text.replace(anyTraditional, (c) => simplified.get(c) ?? c) : text;
  return foldTypingErrors(plain);
}

/** Wording → what it becomes. */
export const wordings: readonly (readonly [string, string])[] = [
  ['任领3号', '认领3号'],
  ['抱名 5', '报名 5'],
  ['報名3號', '报名3号'],
  ['簽到', '签到'],
  ['结龙', '接龙'],
  ['前到了', '前到了'],
  ['保命要紧', '保命要紧'],
  ['取笑我', '取笑我'],
  ['那时候不在', '那时候不在'],
  ['我报明天的', '我报明天的'],
  ['给老人领药', '给老人领药'],
  ['暖气放气了', '暖气放气了'],
  ['取肖3号', '取消3号'],
  ['我認領這個', '我认领这个'],
];
