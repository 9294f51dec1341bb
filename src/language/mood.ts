/** The mood of a clause: whether it asks, denies, tells the past, supposes, reports others, regrets, urges, trades or jokes. Pure. */
import { says } from './says.ts';

const question =
  /[?？]|[吗么](?:[!！~。…]*)$|^(?:谁|哪|啥|什么|几点|怎么|咋|多少|为什么|为啥|凭啥|是不是|有没有|能不能|可不可以|要不要)|(?:是不是|有没有|能不能|可不可以|要不要|行不行|好不好|去不去|来不来|够不够|还缺不缺|缺不缺|在不在|会不会|该不该|用不用|算不算|多不多)|(?:还缺|还差|还要|还有|缺|要)(?:多少|几个?)|(?:不|没|没有|(?<![着在])呢|不啊|啵|伐|不咯|否)[?？]?$|(?:什么|啥)时候|(?<![那这好有前后每十])几[点个号人位月楼层岁路天]|多少|多长|多久|多远|怎么|咋[样个办么]|哪[里儿个天位些集]|在哪|(?:都|还|又)?有谁|谁(?:会|能|有|来|去|报|负责|带|组织|管)|(?:什么|啥)(?:地方|位置|内容|东西|要求|条件|时间|人)|(?<!动|时)([\u4e00-\u9fff])不(?!动|时)\1|([\u4e00-\u9fff]{2})不\2|([满有来去报够定])没\3|周几|哪天|第几|干(?:啥|嘛|什么)的?(?:[呀啊])?$|[带穿准备]啥(?:去|来|衣服|鞋)?[啊呀呢]?$|(?:[在是]|^)[^,，。]{1,8}还是(?!算|给(?!钱)|报|不|别|得|很|挺|没)[^,，。吧了]{1,8}$|是啥|啥(?:活动|情况|意思|任务)|什么(?:活动|情况|意思|任务)/;
/** 不/没 at the end asks only after a verb of having, being able or wanting. */
const notQuestion =
  /(?:中不中|好不好|行不行|可以不|成不成|去不了|来不了|了没有?问题)[?？]?$|(?:我|俺|就|都|也|真|还)(?:不|没)$|^(?:不|没|没有)$/;

const past =
  /(?:早就|已经|之前|刚才?|昨[天晚儿]|前[天几]|上[次回周个]|上礼拜|上星期|去年|前年|那[年次回]|以前|那天|都)[^,，。]{0,6}(?:报|领|接|签|退|取消|填|登记|去|做|来|参加)[^,，。]{0,3}(?:了|过|啦)|(?:报|领|接|签|去|填|认领|报名|登记|参加)过(?:了|$|的|[,，。!！])|(?:早|已经?)(?:报|领|接|签)(?:了|上|好|过|名)/;
const hypothesis =
  /^(?:要是|如果|假如|要不是|万一|除非|假设)|(?:要是|如果|假如|万一|除非)|(?:的话|再说|看情况|看看再|到时候再|不一定|说不定|没准|可能|也许|应该能|尽量|争取|差不多能|再定|再看|未必|难说|考虑一下|考虑考虑|想想|不确定|没想好|回头再)/;
const hearsay =
  /(?<![陪跟和给对帮让听替找])(?:他|她|他们|人家|小[\u4e00-\u9fff]|老[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:哥|姐|叔|姨|阿姨|奶奶|大爷|书记|老师|主任)|我(?:妈|爸|老公|老婆|儿子|女儿|媳妇|同事|朋友|邻居|婆婆|老伴))(?:还|就|昨天|今天|刚才|刚|前天|在群里|也|都)*(?:说|讲|问|告诉|喊|让我|叫我|答应|表示|发)|听说|据说|说是|看到有人|有人说|["“”『「]/;
const regret =
  /可惜|遗憾|好想|真想|本来想|要不是|早知道|羡慕|下次一定|下回一定|没赶上|没抢到|错过|心有余|有心无力|想去来着|想报来着|恨不得|奈何|无奈/;
const exhort =
  /(?:大家|各位|姐妹们|兄弟们|邻居们|年轻人|朋友们|家人们|党员(?:们|同志)|同志们|你们|他们|(?<!我|俺|就|赶|我们)(?:多|快)|赶紧|抓紧|积极|踊跃|欢迎|请|记得|别忘了?|提醒|号召|呼吁|动员|建议|希望|咱们)(?:都|要|来|去|可以|多|快|赶紧|抓紧|积极|踊跃|一起|也|得|尽快|尽早|点|想去的|能来的|有空的|没事的)*(?:报名|认领|接龙|参加|签到|签退|打卡|接单|报|参与)|(?:想[去来参报]|有意|愿意|感兴趣|没报|未报|还没[报签填]|有空|能[来去])[^,，。我俺]{0,4}的[^,，。我俺]{0,6}(?:报名|接龙|认领|签到|举手|扣1|找我|私|联系|赶紧|抓紧|快)|(?:报名|认领|接龙|签到)(?:啊|呀|吧|哦|喽|咯)?(?:大家|各位|你们)/;
const trade =
  /团购?(?=[^员])|拼团|出租(?!车)|出售|转让|转租|(?<!廉|公)租房|求租|合租|短租|(?<!义)卖|买一送|包邮|二手|闲置|优惠|打折|[0-9一二三四五六七八九]折|满减|促销|特价|秒杀|红包|砍一刀|砍价|投票|拉票|投(?:个|一)票|助力|点赞|集赞|代购|微商|招聘|兼职|贷款|理财|保险|刷单|返利|加盟|链接|下单|[0-9]元|元[/一每]|[0-9](?:块|毛)|多少钱|价格|中介|房东|房租|物业费|停车费|车位|团长|拼单|拼车|顺风车|彩票|双十[一二]|上网课优惠|驾校|培训班|兴趣班|补习|考研|考公|考级|选手|直播|带货|亲子班|美容|健身房|会员|办卡|优惠券|首付|酒店|餐馆|景点|门票|人均|机票|火车票|星级酒店|评分|旅游团|旅行社/;
const joke =
  /哈哈哈|233|笑死|嘻嘻|嘿嘿|hhh|🤣|😂|😜|🐶|\[(?:狗头|偷笑|捂脸|坏笑|破涕为笑|旺柴|呲牙|憨笑)\]|开玩笑|逗你|段子|做梦|梦里|电影|电视剧|小说|游戏|王者|吃鸡|麻将|打牌|三缺一|追剧|综艺|演唱会|要命了|要死了|社死|救命稻草/;
const negated =
  /(?<!没人|要|差|好)(?:不|别|没|莫|勿|甭|未)(?:要|用|想|能|会|打算|准备|敢|再|去|来)?(?:报名|报|认领|领|接|参加|签到|签退|去|来|取消|退)(?!名?的[赶抓快请])/;

export interface Mood {
  question: boolean;
  past: boolean;
  hypothesis: boolean;
  hearsay: boolean;
  regret: boolean;
  exhort: boolean;
  trade: boolean;
  joke: boolean;
  negated: boolean;
}

const endMarks = /[\s~。!！…]$/;

/** Whether a clause asks. `中不中` and the like at the end only ask for a nod. */
export function asks(text: string): boolean {
  const plain = endMarks.test(text) ? text.replace(/[\s~。!！…]+$/, '') : text;
  return says(question, plain) && !(notQuestion.test(plain) && !/[?？]$/.test(plain) && !/吗$/.test(plain));
}

const patterns: Record<Exclude<keyof Mood, 'question'>, RegExp> = {
  past,
  hypothesis,
  hearsay,
  regret,
  exhort,
  trade,
  joke,
  negated,
};

/** Each mood is looked for when it is first asked for, since most frames ask for one or two. */
class LazyMood implements Mood {
  readonly #text: string;
  readonly #seen: Partial<Mood> = {};

  constructor(text: string) {
    this.#text = text;
  }
  #look(name: Exclude<keyof Mood, 'question'>): boolean {
    this.#seen[name] ??= says(patterns[name], this.#text);
    return this.#seen[name];
  }
  get question(): boolean {
    this.#seen.question ??= asks(this.#text);
    return this.#seen.question;
  }
  get past(): boolean {
    return this.#look('past');
  }
  get hypothesis(): boolean {
    return this.#look('hypothesis');
  }
  get hearsay(): boolean {
    return this.#look('hearsay');
  }
  get regret(): boolean {
    return this.#look('regret');
  }
  get exhort(): boolean {
    return this.#look('exhort');
  }
  get trade(): boolean {
    return this.#look('trade');
  }
  get joke(): boolean {
    return this.#look('joke');
  }
  get negated(): boolean {
    return this.#look('negated');
  }
}

/** The moods of a clause. */
export function readMood(text: string): Mood {
  return new LazyMood(text);
}

/** Wording → the moods that it has. */
export const wordings: readonly (readonly [string, (keyof Mood)[]])[] = [
  ['还缺人吗', ['question']],
  ['周六那个还有名额没', ['question']],
  ['我早就报了', ['past']],
  ['我去年报过了', ['past']],
  ['要是没人我就去', ['hypothesis']],
  ['有空的话我去', ['hypothesis']],
  ['小王说他报名3号', ['hearsay']],
  ['听说3号满了', ['hearsay']],
  ['好想去啊可惜要上班', ['regret']],
  ['大家多报名', ['exhort']],
  ['没报名的抓紧报名', ['exhort']],
  ['3号和5号我都报', []],
  ['我要取消3号的报名', []],
  ['团购橙子39一箱', ['trade']],
  ['给3号选手投票', ['trade']],
  ['笑死我了', ['joke']],
  ['我不报名', ['negated']],
  ['俺也去中不中', []],
  ['我报名3号', []],
];
