/** What leaders and team heads say to run things: change, cancel, accept, refuse, refer, assign, announce, roll call. */
import type { Situation } from '../../chat/context.ts';
import type { Does, Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { readPassedTo, readReason } from '../order.ts';
import { readCalled, readNamesInside } from '../person.ts';
import { says } from '../says.ts';
import { byHint, exists, freshPost, hinted, refsOf, sameRef } from '../which.ts';
import { readAnnounceTimes } from './announce-times.ts';
import { addressed, certain, likely, type MeaningReader, sure, weak } from './reader.ts';

interface LeadFrame {
  does: Does;
  pattern: RegExp;
  /** An item is needed: by number, by description, or by the post before. */
  item?: true;
  /** Speaks against it. */
  not?: RegExp;
}

const number = '(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})';
const frames: readonly LeadFrame[] = [
  {
    does: 'announceNow',
    pattern:
      /(?:发|推|贴|出|来)(?:一?下|一个|个|一次|一条|份|布)?(?:最新|今天|这周|本周|近期|活动)?(?:的)?(?:公告|通告|活动预告|汇总|活动清单到群|活动安排到群)|(?:现在|马上|立刻|立即|重新|再)(?:发|推)(?:一?遍|一?次)?(?:公告|一下公告)|公告(?:现在|马上)?发(?:一下|出去)?|把[^,，。]{0,6}(?:活动|公告|安排|清单|需求)[^,，。]{0,6}(?:发|推|转)(?:到|进|去)?(?:群|一下|出去)|群里(?:发|推|通知)(?:一下|个)?[^,，。]{0,10}(?:公告|活动安排)/,
  },
  {
    does: 'noShow',
    item: true,
    pattern:
      /没(?:来|到|到场|出现|露面)(?:的)?(?:是|有|人|$|[:：])|(?:爽约|缺勤|放鸽子|旷)(?:了|的|$)|[\u4e00-\u9fff]{2,3}(?:今天|昨天|这次)?没(?:来|到场|到)(?:$|了|[,，。])|(?:缺席|爽约|未到|旷工)$/,
  },
  {
    does: 'rollCall',
    pattern:
      /点名|报平安|(?:核对|清点|统计)(?:一下)?(?:到场|现场|人数|到岗)|(?:到场|实到|来了?)(?:的)?(?:有|人员|名单)?[:：]/,
    not: /开盘|老师|课堂|大学|批评/,
  },
  {
    does: 'takeAlarm',
    pattern:
      /(?:我|我来|这边|已经?|正在|马上)?(?:处理|联系|赶过去|过去(?:看看|了)|去现场|跟进|接警|接手|赶去|看着)(?:了|吧|一下|这个)?|收到.{0,4}(?:我|马上|这就)|我(?:知道了|来处理|去看|马上到|在路上|去处理|联系)/,
  },
  {
    does: 'refuse',
    item: true,
    pattern:
      /(?:不予|不)(?:受理|接受|通过|批)|(?:驳回|退回|拒绝|拒掉|婉拒|回绝|不接(?!电话))|(?:这个|这单|这条)?(?:不属于|不归|不是)(?:我们|社区|志愿)[^,，。]{0,6}(?:管|范围|职责)?|办不了|做不了(?:这个|主)/,
  },
  {
    does: 'refer',
    item: true,
    pattern:
      /退给(?=物业|社区|街道|居委)|(?:转(?:给|交|到|办|介|派给|至|交给|去|送)?|移交|交由|报给|反馈给|交给|上报(?:给|到)?)(?:了)?[^,，。]{0,4}(?:物业|居委|街道|社区|派出所|民警|消防|燃气|自来水|供水|供电|电力|热力|供暖|医院|卫生|城管|环卫|电梯|维保|12345|市民热线|开发商|房管|民政|残联|学校|志愿|银行|电信|移动|联通|网格|单位|公司)|(?:联系|找)(?:物业|街道|燃气公司|自来水公司|供电局|热力公司)(?:处理|解决|来)/,
  },
  {
    does: 'assign',
    item: true,
    pattern:
      /^[0-9]{1,5} ?号?(?:需求|任务)?给[\u4e00-\u9fff]{2,3}$|指派|分派|派(?:给|[\u4e00-\u9fff]{2,3}(?:去|和|、|来|$))|安排(?:给)?(?:了)?[\u4e00-\u9fff、和 ,，]{2,12}(?:去|负责|来|接|做|跟进|$)|(?:交给|分给|让|叫|请)[\u4e00-\u9fff]{2,3}(?:(?:和|、|跟)[\u4e00-\u9fff]{2,3})*(?:去|来|负责|接|处理|跟进|做|办|$)|^[#]?[0-9]{1,5} ?号?(?:需求|任务|那单)?[\u4e00-\u9fff]{2,3}(?:去|来|接|上|负责|跟进|处理)(?:吧|了)?$|^[\u4e00-\u9fff]{2,3}(?:(?:和|、|跟)[\u4e00-\u9fff]{2,3})*(?:去|接|负责|跟进)[#]?[0-9]{1,5} ?号?(?:吧)?$|(?:把|让|叫|请)[\u4e00-\u9fff]{2,3}?(?:也|都)?(?:加|算|报|排|安排)(?:到|进|上|去|在|入) ?#?[0-9]{1,4}[A-D]?号?(?:活动)?(?:里|去|吧|了|上)*$|由[\u4e00-\u9fff]{2,3}(?:负责|去|跟进|接手|带队|带|来|顶|替)|[\u4e00-\u9fff]{2,3}(?:负责|去吧|去一下|跑一趟)$/,
    not: /安排(?:什么|哪些|啥)|我|请(?:个|了)?假|[来去到]不了|不[来去]了/,
  },
  {
    does: 'change',
    item: true,
    pattern: new RegExp(
      `(?:通知|告诉|提醒)(?:一下)?[0-9]{1,4}[A-D]?号?(?!楼)的?(?:人|大家|志愿者)?们?(?:都|记得|要|请)*(?:自?带|穿|戴|自备)|(?:只|就)(?:需要|要|招|留|用)${number} ?(?:个人?|人|名|位)|(?:要|需要|招|留|来|有)(?:${number} ?(?:个人?|人|名|位)|俩人?|仨人?)(?:就|也|便)?(?:行|够|可以|足够|好)了?|(?:往[后前](?:推|延|挪|提)|晚|早)${number}?半?个?半?(?:小时|钟头)|再(?:招|加|要|添)${number} ?(?:个|人|名|位)|(?:改(?:到|成|为|在|期|时间|地点|一下)|往后推|往后挪|往前提|往前挪|后推|推后|推迟|延期|延后|延长|延迟|提前(?:到|至|半|一)|调整|调(?:到|成|为)|挪到|换到|顺延|变更|修改|更改)|(?:名额|人数|人|位置)(?:加|增|扩|减|缩|改|调|变)(?:加|到|为|成|少)?(?:到|至)?${number}?|(?:加|增加|减|减少|扩)(?:到|至)?${number} ?(?:个)?(?:人|名额|位|名)|(?:时间|地点|集合点|集合地点|名额|人数|标题|名称|截止时间)(?:改|换|变|调|定)`,
    ),
    not: /从.{1,3}改成.{1,3}个?,?我|改天|改变|改善|改造|整改/,
  },
  {
    does: 'withdraw',
    item: true,
    pattern:
      /(?:关(?:了|掉|闭)?|结(?:了|掉|项)|销(?:了|掉|单)|归档|撤(?:了|掉|下)).*(?:自己|家属|居民|物业|解决|处理|弄好|修好|不用)|(?:自己|家属|居民|物业|解决|处理|弄好|修好).*(?:关(?:了|掉)|结(?:了|掉)|销(?:了|掉)|归档)/,
    not: /报名|公告|提醒|名额|阀|门|灯|活动/,
  },
  {
    does: 'cancel',
    item: true,
    pattern: /取消|不(?:办|搞|弄|开展|举行|用)了(?!.{0,4}抬)|作废|撤(?:掉|了|下)|停(?:办|掉|了)|下架|删(?:掉|除|了)/,
    not: /取消(?:的|吗|了吗|不)|不要取消|我(?:的)?(?:报名|名额)/,
  },
  {
    does: 'accept',
    pattern:
      /受理|(?:同意|通过|批准|批了|审核通过|可以发|准了|核准)(?!了吗)|(?:发|放)(?:到)?群里?(?:找人|招人|认领|里)|(?:开放|放出)(?:来)?(?:认领|接单)|(?:都|全部|这几个|这些)(?:接|收)(?:下|了)/,
    not: /不(?:予)?受理|吗$|受理(?:了吗|没)/,
  },
];

const otherWords =
  /^发(?:一?个|一?条)?(?:通知|消息)|公告[^,，。]{0,3}(?:撤|删|取消|停)|(?:撤|删)(?:了|掉|除)?[^,，。]{0,3}公告|(?:存|留|记|有)了?我[^,，。]{0,4}(?:资料|信息|数据)|(?:满意|办结|完成|解决|回访)率|(?:走访|探访)[^,，。]{0,8}(?:没去|没做|没到|漏了|哪几户|几户)|志愿者[^,，。]{0,6}多少人|党员[^,，。]{0,6}(?:多少|几成|几个|占)|平均年龄|[0-9]号?(?:截止|停止|关闭|关掉|关了)|发(?:一?个|条|下)?提醒|(?:情况|进度|名单|数据|记录)发(?:给)?我|(?:叫|写|打|弄)错(?:了)?(?:名字|电话|姓名)|(?:名字|电话|姓名)(?:叫|写|打|填)?错了|逾期|谁的时长|时长最|排行榜?|(?:群里|帮我|给大家)?发(?:一?个|一?条)通知|把?[^,，。]{0,4}关(?:了|掉|闭)[^,，。]{0,3}(?:报名)?|不再(?:接受)?报名|(?:截止|停止)报名|统计|汇总|导出|报表|周报|月报|名单(?:发|导|给)|花名册|台账|(?:的)?(?:电话|手机号|联系方式)(?:是)?(?:多少|什么|发|给|告诉|有没有)|(?:电话|手机|联系方式)(?:多少|是多少)|时长(?:记|算|录|登)?(?:错|多|少|不对|有误)|(?:改|更正|纠正|换|更新|登记)(?:一下|下|个)?(?:我的?)?(?:电话|时长|名字|地址|姓名|手机|备注)|(?:我的)?(?:电话|手机号?|名字|地址)(?:换|改|变)(?:了|成)|(?:修改|更新)(?:我的)?(?:资料|信息|电话)|(?:删除|注销|清空)我的(?:资料|信息|数据|账号|账户|帐号)|给[\u4e00-\u9fff]{2,3}(?:加|减|补|扣|记)(?:上)?[0-9一二两三四五六七八九十半]|(?:签到|报名)(?:码|二维码)|结案|关掉报名|(?:多|少)[算记]了|志愿证|实到|(?:本周|本月|这周|今年)(?:的)?数据|报名情况|照片发|[\u4e00-\u9fff]{2,3}(?:设为|升为|改为)(?:管理员|组长|干事)|(?:打|开|出)个?[^,，。]{0,4}服务证明|我搬家了|退出(?:志愿者?|志愿队)|(?:时长|工时)改|改成明天|改天来|(?:退出|不当)志愿者|(?:添加|新增|加一个|设置|设)(?:管理员|组长|志愿者|老人|网格员|负责人|干事)|把[\u4e00-\u9fff]{2,4}(?:设|加|移|拉|踢|删)(?:为|成|到|进|出)?|(?:提醒|(?<!催来)催(?!来)|通知)(?:一下|下)?(?:没|还没|未|所有|大家|全体|报名|志愿者|他们|[\u4e00-\u9fff]{2,3})|(?:打印|生成|开|出)(?:一?份|一个|个|张)?(?:活动|志愿|服务|本月)?(?:证明|证书|海报|总结|报告|二维码|签到码|签到表|通知)|(?:启动|开始|结束)(?:应急|预案|排查|点名)|(?:这个|本)?月(?:的)?(?:数据|情况|时长|总结|报告)|(?:关闭|打开|开启|暂停)(?:报名|提醒|公告|签到|通知)|(?:谁|哪些人|多少人)(?:还)?没(?:签到|签退|来|到|报|走访)|(?:探访|走访)(?:情况|进度|逾期|完成)|(?:逾期|超时|超期)|(?:帮|给|替)(?:他们?|她们?|[\u4e00-\u9fff]{2,3})(?:都|补|先)*签(?:到|退)|(?:总结|报告|数据|记录|明细)(?:发|给|导)(?:给)?我|(?:核销|发券|派券)|备份|恢复数据|拉黑|禁言/;

/** People that a leader names. */
export function namedPeople(line: Line): string[] {
  return readNamesInside(line.original).slice(0, 6);
}

/** Numbers that an order names: marked ones; bare ones only for orders about an item, at their place in the sentence. */
function numbers(frame: LeadFrame, line: Line): Ref[] {
  const marked = refsOf(line.whole, false);
  if (marked.length > 0 || !(frame.item || frame.does === 'accept')) return marked;
  return line.mood.question ? [] : refsOf(line.whole).slice(0, 5);
}

/** 把韩志强加到7号: the verb is no part of the name. */
const putInto =
  /(?:把|让|叫|请)([\u4e00-\u9fff]{2,3}?)(?:也|都)?(?:加|算|报|排|安排)(?:到|进|上|去|在|入) ?#?([0-9]{1,4})([A-D])?号?(?:活动)?(?:里|去|吧|了|上)*$/;

function slotsOf(frame: LeadFrame, line: Line): Slots {
  const text = line.text;
  const put = frame.does === 'assign' ? putInto.exec(text) : null;
  const named = ['assign', 'noShow', 'rollCall', 'other'].includes(frame.does) ? namedPeople(line) : [];
  const into: Ref[] = put ? [{ number: Number(put[2]), ...(put[3] ? { shift: put[3] } : {}) }] : [];
  const refs = put ? into : numbers(frame, line);
  const names = put ? [put[1]!] : named;
  const seats =
    frame.does === 'change'
      ? /(?:名额|人数|人|加|增加|减|改|扩)[^0-9,，。]{0,4}?([0-9]{1,3}) ?(?:个|人|名|位)/.exec(text)?.[1]
      : undefined;
  const hint = refs.length === 0 ? workOf(text) : undefined;
  const words = frame.does === 'refuse' ? readReason(text) : frame.does === 'refer' ? readPassedTo(text) : text;
  return {
    ...(words ? { text: words } : {}),
    ...(refs.length > 0 ? { refs } : {}),
    ...(names.length > 0 ? { names } : {}),
    ...(seats ? { seats: Number(seats) } : {}),
    ...(hint ? { hint } : {}),
    ...(frame.does === 'change' || frame.does === 'cancel' ? line.times : {}),
  };
}

/** How sure a frame is, from whether its item is known. */
function judge(
  frame: LeadFrame,
  slots: Slots,
  line: Line,
  s: Situation,
): { confidence: number; target?: Meaning['target'] } {
  // What is over is said by the command itself; there is nothing to ask before.
  const tellsItself = addressed(s) && (frame.does === 'change' || frame.does === 'cancel');
  if (slots.refs) return { confidence: tellsItself || slots.refs.every((r) => exists(r, s)) ? certain : likely };
  if (!frame.item) return { confidence: addressed(s) ? sure : weak };
  const words = line.text.slice(0, 40);
  // What stands before the order says what it is about: 明早打药 | 改成8点到9点半，其他不变.
  const before = line.text.slice(0, frame.pattern.exec(line.text)?.index ?? 0);
  const known = () => (before.length >= 2 ? hinted(before, s) : undefined) ?? hinted(words, s);
  const found = s.items === 'any' ? (slots.hint ? {} : undefined) : known();
  const post = freshPost(s);
  const one = found?.many ? onlyNumber(before.length >= 2 ? before : words, s) : undefined;
  if (one) return { confidence: addressed(s) ? 0.94 : weak, target: [one] };
  if (found?.refs) return { confidence: addressed(s) ? 0.94 : sure, target: found.refs };
  if (post?.refs.length === 1) return { confidence: addressed(s) ? sure : weak, target: post.refs };
  const moved = (frame.does === 'change' || frame.does === 'cancel') && slots.when !== undefined;
  return { confidence: addressed(s) ? (found || slots.names ? 0.9 : likely) : found ? (moved ? 0.91 : weak) : 0 };
}

/** The shifts of one activity are described alike: it is that activity. */
function onlyNumber(words: string, s: Situation): Ref | undefined {
  if (s.items === 'any') return undefined;
  const numbers = new Set(
    byHint(
      words,
      s.items.filter(({ open }) => open),
    ).map(({ ref }) => ref.number),
  );
  const [number] = numbers;
  return numbers.size === 1 && number !== undefined ? { number } : undefined;
}

/** Whoever is sent to an activity has a seat there; only needs are handed to somebody. */
function isActivity(refs: readonly Ref[] | undefined, s: Situation): boolean {
  if (s.items === 'any' || !refs || refs.length === 0) return false;
  const { items } = s;
  return refs.every((ref) => items.some((item) => item.ref.number === ref.number && item.kind !== 'need'));
}

function ownParty(refs: readonly Ref[], s: Situation): boolean {
  return s.holds !== 'any' && refs.some((ref) => (s.holds as Ref[]).some((held) => sameRef(held, ref)));
}

/** Reads what leaders and team heads order. Volunteers' 取消 is a release and is read elsewhere. */
export const readLead: MeaningReader = (line, s) => {
  if (s.role !== 'leader' && s.role !== 'teamHead') return [];
  const times = readAnnounceTimes(line, s);
  if (times.length > 0) return times;
  const mood = line.mood;
  for (const frame of frames) {
    if (!says(frame.pattern, line.text) || frame.not?.test(line.text)) continue;
    // 12受理，群里问问谁能去: only the order itself may ask.
    const said = line.sentences.find((clause) => frame.pattern.test(clause.text));
    if ((said?.mood ?? mood).question || mood.hypothesis) continue;
    if (
      frame.does === 'takeAlarm' &&
      (s.chat !== 'direct' || line.text.length > 40 || !/^(?:收到|我|好|马上|这就|正在)/.test(line.text))
    )
      continue;
    const slots = slotsOf(frame, line);
    if ((frame.does === 'assign' || frame.does === 'noShow') && !slots.names) continue;
    if (frame.does === 'refer' && /受理/.test(line.text)) continue;
    // 1我们改成两个人: a team head speaks of the own party.
    if (frame.does === 'change' && /[我俺咱]/.test(line.text) && slots.refs && ownParty(slots.refs, s)) continue;
    const { confidence, target } = judge(frame, slots, line, s);
    if (frame.does === 'assign' && isActivity(slots.refs ?? target, s))
      return [{ does: 'claim', slots: { refs: slots.refs ?? target!, names: slots.names! }, confidence }];
    if (confidence > 0) return [{ does: frame.does, slots, confidence, ...(target ? { target } : {}) }];
  }
  return [];
};

/** Reads orders and corrections that no command of the chat takes by meaning: reports, roster, a wrong hour count. */
export const readOther: MeaningReader = (line, s) => {
  // 建议活动通知早点发 is an opinion.
  if (!addressed(s) || !says(otherWords, line.text) || (s.role !== 'leader' && /建议/.test(line.text))) return [];
  const duration = line.minutes;
  const phone = line.phone;
  const names = readCalled(line.text);
  const refs = refsOf(line.whole, false);
  const slots: Slots = {
    text: line.text,
    ...(duration ? { durationMin: duration } : {}),
    ...(phone ? { phone } : {}),
    ...(line.place ? { place: line.place } : {}),
    ...(names.length > 0 ? { names } : {}),
    ...(refs.length > 0 ? { refs } : {}),
    ...line.times,
  };
  return [{ does: 'other', slots, confidence: 0.91 }];
};
