/** What a leader says to a draft that waits: details of it, or something else altogether. Pure. */
import { readActivity } from './activity.ts';
import { readChange, readDelay } from './change.ts';

/** Words that carry a correction and say nothing by themselves. */
const carrying =
  /改|换|变|调整?|挪|定|设|成|到|至|为|在|是|去|从|还是|就|再|也|都|只|需要|需|要|招|请|把|将|分|时间|地点|地方|地址|位置|人数|名额|志愿者|集合点?|碰头|见面|开始|结束|推迟|提前|延长|延后|持续|一共|总共|不对|不是|错了|说错|我说|应该|大概|大约|左右|差不多|最好|估计|[一二三四五六七八九十两0-9]|班|场|每|各|的|了|吧|啊|呀|哈|哦|呢|嘛|哎|那|行|够|好|可以|和|先|搞|弄|办|来|有|人|个|名|位|上午|下午|晚上|早上|中午|点|半|小时|钟头|分钟|不限|多|加|减|少|增|不要|取消|去掉|晚|早|往|后|前|推|延|当天|[,，、。:：!！\s]/g;

/** 下午的不要了. */
const ofShifts = /(?:上午|下午|晚上|早上|中午|[早中晚]班)(?:班|场)?的?(?:不要了|不办了|不搞了|取消|去掉)/;
const renamed = /(?:名字|名称|标题|题目|活动名|主题)(?:改|换|叫|定)|改名/;
/** 8号楼改成9号楼: something that stands in the draft becomes something else. */
const replacing =
  /^(?:不对|不是|错了|哎|那个|把|将|[,，\s])*(?<from>[\u4e00-\u9fff0-9]{2,12}?)(?:改|换)(?:成|为|到|作)(?<to>[\u4e00-\u9fff0-9]{2,16}?)(?:吧|了|啊|呀|哈)?$/;

/** Something that stands in the draft, and what is to stand there instead. */
export function readReplacing(text: string): { from: string; to: string } | undefined {
  const found = replacing.exec(text.trim())?.groups;
  return found ? { from: found['from']!, to: found['to']! } : undefined;
}

/** Whether nothing is left of a line without what it says of an activity, and without the words that carry that. */
export function nothingElse(text: string, now: Date): boolean {
  const rest = (readActivity(text, now).title ?? '').replace(carrying, '');
  const { venue, meetingPoint } = readChange(text, now);
  // A place that only 改到 marks is left among the words.
  const place = venue ?? meetingPoint ?? '';
  return (rest.length < 2 || place.includes(rest)) && !/[我俺咱你您他她](?!们?(?:改|说|错|发|要))/.test(text);
}

/** Whether a line is made of details of an activity: 改成5人, 不对，是10点开始, 下午2点到5点. */
export function onlyDetails(text: string, now: Date): boolean {
  if (renamed.test(text)) return true;
  const { title: _, ...details } = readActivity(text, now);
  const said = Object.keys(details).length + Object.keys(readChange(text, now)).length > 0;
  return (said || ofShifts.test(text) || readDelay(text) !== undefined) && nothingElse(text, now);
}
