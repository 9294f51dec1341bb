/** 下周日常, 本周一共, 周三场, 周一鸣: a week and another word, or a person's name. */
import { after, before } from './piece.ts';

const NO_DAY_AFTER: Record<string, RegExp> = {
  日: /^(?:常(?![来去驻])|程(?![奶爷阿叔老姐哥])|记(?!得|者|录)|志(?!愿)|期(?!间|末|中)|子)/,
  天: /^(?:气|然|天)/,
  一: /^(?:共(?!享|建)|直(?![接播达到])|定(?![于在为])|般|样|切|块|边|些|旦|律|致|向|度|并|辈|会儿|起(?!(?:$|[\s,，。!！]|每|正式|开始|恢复|暂停|实行|执行|到)))/,
};
const COUNTED =
  /^(?:[次趟遍位件倍]|个(?!性|体|别|人(?:有事|原因|赛))|场(?![地馆所])|天(?!气)|回(?![来家去访复收头校程老信音])|名(?![单额字])|户(?!外|口)|家(?![长里人属访庭教务电居])|项(?!目)|节(?![目日假约])|小时|万(?![达科])|百|千|元|种(?![树菜花植草地])|分(?![享发配类工]))/;
const DAY_THOUGH: RegExp = /^(?:次日|位置|位子|件事|趟|遍地)/;

/** False when the character taken for a weekday begins another word; `to` is the place after it. */
export function isWeekdayWord(text: string, to: number): boolean {
  const right = after(text, to, 4);
  const char = text[to - 1]!;
  if (NO_DAY_AFTER[char]?.test(right)) return false;
  if (/[日天]/.test(char)) return true;
  return !COUNTED.test(right) || DAY_THOUGH.test(right);
}

const GIVEN =
  '鸣帆凡诺洋波涵晨辰涛强军伟华民芳英兰红梅萍丽娟敏静霞玲燕芬秀珍玉琴云莲桂凤淑建宏宇轩浩杰俊峰鹏飞龙超辉亮刚勇毅斌彬宁博航昊睿泽铭翔瑞萱琪瑶欣怡悦雯婷莹颖洁琳娜佳嘉思雨兵围元常丁夫宝珠香良贵仁义礼智德福祥文武生林森山海江河';
const PERSON_AFTER =
  '(?:$|[\\s,，、。!！+:：)）/]|报名|参加|签到|签退|认领|领|接|来(?!说)|去|说|老师|阿姨|师傅|先生|女士|同志|同学|大爷|奶奶|医生|主任|书记|电话|手机|号码|退|取消|替|带|到了|已|也|算|不来|不去|1[3-9]\\d|\\d[个人位])';
const NAME = new RegExp(`^[${GIVEN}]{1,2}${PERSON_AFTER}`);
/** 我是周六一: nothing but a name can follow. */
const INTRODUCED = /(?:我是|我叫|本人|姓名)\s?[:：]?\s?$/;
const ONLY_NAME = /^[^去来的吧呢晚早在上下中有没休值班]{1,2}(?:$|[，,。!！\s])/;
const PERSON_BEFORE =
  /(?:我是|我叫|姓名|名字|叫|志愿者|邻居|组长|书记|主任|感谢|谢谢|帮|替|联系人?|[、])\s?[:：是]?\s?$/;
const NAME_AFTER_CALL = new RegExp(`^[${GIVEN}]`);

/** 周一鸣, 周三强: the surname 周 with a given name that begins with a number. */
export function isPersonName(text: string, at: number, to: number): boolean {
  if (text[at] !== '周' || to - at !== 2) return false;
  const right = after(text, to, 6);
  const left = before(text, at);
  if (INTRODUCED.test(left) && ONLY_NAME.test(right)) return true;
  return NAME.test(right) || (PERSON_BEFORE.test(left) && NAME_AFTER_CALL.test(right));
}
