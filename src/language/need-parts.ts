/** Several needs in one message, and what one line says about a need that is known. Pure. */
import { readCategory } from './category.ts';
import { matterOf } from './matter.ts';

const parting =
  /(?:第[一二三]件?(?:事|个)?是?|(?:还有|还|另)一?(?:个|件)(?:事)?(?:就)?是|一(?:个|件)(?:事)?是|(?<=^|[\s,，。;；:：、])[一二三]是|(?:^|[,，。;；\s])(?:另外|对了)(?:还有|一个|还|[,，])?|(?<=[,，。;；\s])还有|再(?:就是|一个是?)|(?:^|\n)[1-3][.、)])/;

/** How to be reached, and when: 手机139…, 微信同号, 午饭后. It names things without being about them. */
const aside =
  /(?:手机|电话|微信)(?:号码?)?(?:是|也是|同号)?[:： ]*(?=[0-9零〇一二三四五六七八九幺]{3})|微信同号|打(?:我|俺)?(?:的)?(?:手机|电话|微信)|(?:早|午|中|晚)?[饭餐](?:以?后|之?前)/g;

/** What a piece of a message is about; undefined when it names nothing that can be done. */
export function aboutOf(text: string): string | undefined {
  const plain = text.replace(aside, '');
  return matterOf(plain) ?? readCategory(plain);
}

/** Two needs in one message: 两个事,一个是…,还一个是…; 1. … 2. …; …，另外…. The message itself when it is one. */
export function splitNeeds(text: string): string[] {
  const parts = text.split(parting).map((part) => part.replace(/^[\s,，:：]+|[\s,，;；:：]+$/g, ''));
  const real = parts.filter((part) => part.length >= 3 && aboutOf(part) !== undefined);
  return real.length >= 2 && new Set(real.map(aboutOf)).size >= 2 ? real : [text];
}

/** Going out for or with somebody is one matter, however it is told. */
const outing: readonly (string | undefined)[] = ['取药', '陪看病', '接送', '陪伴', '跑腿代买', 'companion', 'medical'];
const begins = /^(?:另外|还有|再有|对了|再就是|顺便)/;

/** Only what is broken or wished for is a need; 我家狗不咬人 is said to whoever comes. */
const lacks =
  /坏|破|断|裂|掉了|漏|堵|不亮|不热|不转|不通|[没停][水电气网药米菜]|跳闸|想|要|帮|借|找|请|需要|来了|怎么办|打不开|关不上|不会|[不没]了|没人/;

/** Whether a line tells of another need than the words before it. */
export function isAnother(text: string, before: string): boolean {
  const [now, then] = [aboutOf(text), aboutOf(before)];
  if (now === undefined || then === undefined || now === then || !lacks.test(text)) return false;
  return begins.test(text) || !(outing.includes(now) && outing.includes(then));
}

const denies = /^(?:不是|不对|错了|[我]?(?:说|写|打|搞|弄)错了|更正)(?:的|了|啊|吧|是)?[,，。:： ]*(?=\S)/;
const vaguely =
  /我们?|俺|咱|想|要|请|找|求|有|没有|个|位|帮忙?|帮助|一下|下|求助|报需求|报修|报个修|点|事情?|需要|麻烦|你们?|您们?|志愿者|社区|能不能|能|可以|可不可以|吗|呢|吧|啊|呀|的|了|谁|来|人|问|好|小援|[\p{P}\p{S}\s]/gu;

/** Whether a line takes back what was understood: 不是，我要买退烧药. */
export const corrects = (text: string): boolean => denies.test(text.trim());

/** Whether nothing is said yet but that help is wanted: 我想找人帮忙. */
export const isVague = (text: string): boolean => text.replace(vaguely, '').length < 2;
