/** A need: somebody lacks help. An emergency is a need that does not wait. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, NeedCategory, Slots } from '../../chat/meaning.ts';
import { readCategory, readUrgency } from '../category.ts';
import { isCourtesy } from '../courtesy.ts';
import { type Emergency, readEmergency } from '../emergency.ts';
import type { Line } from '../line.ts';
import { splitNeeds } from '../need-parts.ts';
import { readBeneficiary } from '../person.ts';
import { readPhone } from '../phone.ts';
import { readPlace, readPlaces } from '../place.ts';
import { says } from '../says.ts';
import { dateSlots } from '../when.ts';
import { likeness } from '../which.ts';
import { praises } from './opinion.ts';
import { addressed, type MeaningReader, sure } from './reader.ts';

/** Words that call somebody to help: a question for people, or a plea. */
const plea =
  /谁(?:行|能行|可以去|能去)(?=$|[\s,，。?？!！])|求救|(?:懂|会)[^,，。]{1,4}的[^,，。]{0,4}(?:来|过来|帮|上门|看)|(?:哪个|哪位)[^,，。]{0,6}(?:师傅|好心人|邻居|顺手|顺路|能来)|好心人|想找人|想请人|请人(?:帮|来)|顺路的|顺手带|求借|求(?:个|一个|一位|帮|助)|(?:麻烦|请|求)[^,，。]{0,3}(?:会修|懂|会弄|有空|会)的|求(?:会|懂|能)[^,，。]{1,6}的|求个?会|求帮忙?|(?:年轻人|邻居|师傅|志愿者)[^,，。]{0,6}(?:教教|帮帮)|想借|谁会看|求助|求帮|帮帮忙|(?<!不)需要(?:人|帮|有人|志愿|师傅|一?个?人|上门|个)|想(?:找|请|有|让)(?:个|一个|人|大学生|老师|年轻人|学生|医生|护士|小伙|姑娘|志愿|师傅|一位|你们)|(?<!没有?)(?:谁(?!知道|说)|哪位|哪个|有没有(?:人|谁|哪位|志愿者?|邻居|师傅|好心人|会|懂|年轻人|小伙|医生|护士|电工)|有(?:人|谁|哪位|会|懂|[^,，。]{0,4}志愿者|年轻人|没有(?:人|会|懂)|好心人|热心人)).{0,10}(?:帮|能|可以|会(?!员)|懂|有空|方便|愿意|来(?:教|修|看|陪|接|送|搬|抬|帮|照|弄)|陪|借我|借一?下|借用|顺路|接一?下|推|抓|扶|背|教)|有(?:懂|会|学)[^,，。]{1,8}(?:不|吗|没|么)|(?:大学生|小年轻|年轻人|师傅|邻居)[^,，。]{0,3}(?:会|能|懂)|求(?:接送|陪|修|助)|有没有(?:师傅|志愿者|好心人|热心人|会修|上门)|有(?:师傅|上门)的?(?:吗|没|不)|谁(?:顺手|顺便)|(?:能不能|能否|可以|能)借|需要(?:个)?(?:护理床|轮椅|梯子|担架|拐杖|帮手)|有没有[^,，。]{2,8}的(?=$|[\s,，。])|能(?:捎|陪|送|接|借)(?:我|上|下|一)|(?:邻居|师傅|志愿者|年轻人|小伙子?|姑娘|好心人|热心人|医生|护士|家长)[^,，。]{0,6}(?:能|可以|会|愿意|帮|方便)|(?:能不能|能否|可以|可不可以|能|请|麻烦|劳驾|拜托|帮忙|希望|想让|想麻烦)(?:志愿者?|你们|大家|哪位|有人|师傅|邻居|社区|帮我|帮忙|给我|找人|安排|派|来个|来人|上门|过来|叫|联系|找)|上门.{0,8}(?:吗|不|一下|帮|看|教|量|修)|管不管|管[^,，。]{1,8}(?:吗|不$)|有没有(?:长)?(?:梯子|轮椅|拐杖|工具)|(?:谁|哪位)(?:会(?!员)|懂|有空|能|家?有|认识|顺路)|(?:社区|咱们?|你们|志愿者)[^,，。]{0,6}有没有|救救|搭把手|搭个手|有会.{1,8}(?:吗|不|没)|管管|(?:大家|邻居们?|各位)[^。]{0,14}帮|(?:有)?看[到见](?:的)?(?:请)?(?:联系|告诉|打)/;
/** Whom one calls, and what they should do: 哪个手巧的来给弄弄, 有没有耐心的年轻人教教, 求师傅. */
const whom =
  '(?:谁(?!知道|说|的|家修|家装|家狗|懂我|还)|哪[位个][^,，。\\s]{0,6}?|有没有[^,，。\\s]{0,8}?|有(?:人|谁|懂|会|擅长|愿意|好心|邻居|师傅)[^,，。\\s]{0,8}?|求(?:各位|大家|哪位|好心|师傅)?|(?:邻居|志愿者|志愿队|师傅|年轻人|小年轻|大学生|小伙子?|姑娘|好心人|热心人|社区(?:能|可以|有没有|派)|医生|护士|电工|老师|街坊)们?)';
const deed =
  '(?:帮[着忙个我她他]?|教|(?<!装)修|弄|整(?!天)|瞧|瞅|看看|看一?眼|看一?下|陪|送|接|借|捎|带|拿|取|抬|搬|搭个?把?手|换|通|照看|照顾|照应|念|讲(?!座|解|究)|说道|指点|量|剪|理发|擦|喂|遛|上门|跑一?趟|收拾|拾掇|打扫|给)';
const callsFor = new RegExp(`${whom}[^,，。\\s]{0,6}${deed}`);
/** Who is looked for, at the end: 求师傅, 有懂行的没, 有没有耐心的年轻人. */
const sought =
  /(?:求|急求|跪求|找)(?:个|位|一位)?(?:师傅|电工|水电工|年轻人|志愿者|好心人|帮手|人帮)|有(?:没有)?(?:懂行|懂|会|手巧|学)[^,，。\s]{0,8}(?:没有?|吗|么|不|呀|啊)?(?=$|[\s,，。?？])|有没有[^,，。\s]{1,8}的(?:邻居|师傅|志愿者|年轻人|好心人)|有[^,，。\s]{1,8}的(?:邻居|朋友|师傅|志愿者|人家?|年轻人)(?:吗|没有?|不|么)(?=$|[\s,，。?？])|有没有[^,，。\s]{0,6}(?:年轻人|师傅|志愿者|邻居|好心人|小伙子?|姑娘|大学生|医生|护士|电工)(?:吗|啊|呀)?(?=$|[\s,，。?？])|(?:社区|志愿队|志愿者|你们|咱们?)[^,，。\s]{0,3}(?:能不能|能|可以|会)[^,，。\s]{2,14}(?:不|吗|么)(?=$|[\s,，。?？])|能不能(?:帮|教|给)/;

/** Weaker: a plea to one person, or a sigh. */
const sigh =
  /帮(?:我|忙|个忙|下忙|俺|一下|把手|着|她|他|扶)|来(?:个)?人(?:帮|看|搭|修|$)|找(?:个)?(?:人|师傅|志愿者)(?:帮|来|修|看|上门|陪|搬)|怎么(?:办|弄|整)[啊呀呢]?|咋(?:办|整|弄)|没人(?:管|帮|陪|接|送|照顾|看|做饭|带)|先帮我/;
/** Trouble at home that people tell to be helped, in direct chat also without a call. */
const trouble =
  /坏了|爆了|塌了|失灵|哗哗|关不[上住紧]|拧不[开动]|漏(?:水|了)|堵(?:了|住|死)|不亮|不热|不(?:出|来)水|停暖|冻得|没(?:电|水|气|暖气|信号|热水)|跳闸|停(?:电|水|气)了?|打不开|关不上|掉了|裂了|松了|不(?:制热|制冷|转|工作|通|好使|灵|会(?:用|弄|扫|操作))|憋了|快没了|没了|没(?:有)?(?:吃的|米|面|菜|药|饭)|出不去|用完|吃完|扭了|崴了|腿脚不|行动不便|出不了门|断了|断在|上不了|没气|老鼠|蟑螂|没着落|站不稳|进水|淹了|下不了(?:楼|床)|走不动|搬不动|抬不动|够不着|弄不(?:来|好|了|动)|看不(?:见|清)|闪|没人(?:接|管|看|陪|照顾)|打石膏|骨折|独居|一个人在家|不舒服|头晕|难受|咳嗽|发烧|反水|渗水|异味|噪音|破了|咬人|吵|睡不着|没人辅导|闷得慌|堆(?:了|满)/;
const misc =
  /推荐|靠谱|装修[^,，。]{0,6}(?:敲|吵)|谁有.{0,10}(?:电话|微信|照片|联系方式|链接|票|号码)|谁认识|(?:帮|替)[^,，。]{0,3}(?:做|写|抄)作业|论文|游戏|上分|带飞|投票|砍一刀|助力|点赞|转发|朋友圈|推荐|攻略|餐馆|饭店|酒店|景点|评分|地铁|借钱|我的车|题[^,，。]{0,3}谁会|空白的|机票|火车票|女朋友|男朋友|对象|老婆|运势|英文名|资料|翻译|充会员|拼单|拼车|代购|链接|抢票|明星|电视剧|电影|歌|股票|基金|星座|减肥|化妆|口红|衣服搭配|剪视频|取名|起名|首诗|作弊|考试|@|外卖|奶茶|蹭|打牌|三缺一|约饭|吃什么|告诉|介绍(?!个?(?:志愿者|护工|阿姨|师傅|保洁))|解释|评评理|喊|加油|小区(?:停|啥时候|什么时候)|物业(?:费|电话|几点)|服务员|(?:找|请|推荐|有)[^,，。]{0,6}保姆|查个|怎么走|几点(?:开|关|到)|出租|出售|转让|快递(?:柜|站|到)|停车|车位|挪(?:一下)?车|充电桩|失主|捡到|认领|丢了?(?:东西|钥匙|钱包)|拾到|狗绳|遛狗|文明养|[0-9]元|团购|老师.{0,6}作业|公司|同事|领导|客户|出差报销|头像|昵称/;
const past = /^(?:上次|上回|昨天|前天|去年|以前|刚才|之前)[^,，。]{0,16}(?:帮|修|陪|送)[^,，。]{0,8}(?:了|的|过)/;
const offer =
  /(?:我|俺|我们|本人)(?:可以|能|会|来|去|有空|愿意|来帮|去帮|帮(?:你|您|她|他|忙))|我帮(?:你|您|她|他)|需要(?:帮忙|帮助|我)(?:的话|吗|就|喊|说|随时|叫|可以)|(?:要|有需要)(?:帮忙)?(?:说一声|喊|叫我|找我|联系|私)|帮(?:了|过)|帮[^,，。]{1,8}(?:去了|来着|呢$)|谢谢.{0,10}帮|帮你|帮他|帮她|帮大家/;

const thanks =
  /好评|满意|(?:修|弄|做|换|教|服务|态度)得?(?:很|真|特别|非常|挺|太)?(?:好|棒|仔细|周到|耐心|不错)(?!不)|表扬|点赞|^(?:太|真|特别|非常)?(?:感谢|谢谢)(?:那|这|昨|今|来|帮|上|前)|感谢|谢谢(?!.*(?:帮|谁|麻烦))|(?:修|弄|换|搞|办|送|取|买|陪)(?:好|完|到|通|成)了/;

/** A volunteer tells how it was: 昨天去的人太少了 东西都搬不动. */
const looksBack = /^(?:昨天|上次|上回|今天|上午|下午|这次|那天)的?(?:去的人|来的人|活动|组织|签到|人)/;

/** Back from it: 我买菜刚回来 asks for nothing. */
const backAgain = /刚(?:刚|才)?(?:回来|到家|[买吃看散逛打][\u4e00-\u9fff]{0,4}(?:回来|回家|完))(?!.*[,，])/;
/** A volunteer tells of a visit, and what the old person wishes for. */
const visiting =
  /^(?:(?:今天|上午|下午|早上|刚才?|昨天|前天)(?:我)?)?(?:我|俺)?(?:去)?(?:陪|看了|看望|探望|走访|探访|去(?:看|了)|到(?!医院))[^,，。\s]{0,8}(?:奶奶|爷爷|大爷|大妈|大娘|阿姨|婆婆|老人|叔叔?|伯伯?|婶婶?)[^,，。\s]{0,10}[了过会]/;

/** Who helps asks what there is to do: 周末有没有带娃能去的. */
const asksForWork =
  /(?:有没有|有啥|有什么|有哪些|还有)[^,，。]{0,10}(?:(?:能|可以|适合)[^,，。]{0,4}的|活儿?)(?:吗|没|么|呀|啊|呢|不)?(?=$|[\s,，。?？])/;

/** Spoken to one friend, not to the neighbours. */
const toOne =
  /求你|陪着?你|陪我买|怎么办谁|找你|陪你|你来|你帮|你能|你给|你陪|你快|你可以|亲爱|宝贝|老公[,，]|老婆[,，]|主人|姐妹|哥们|兄弟|闺蜜|我姐|我哥|前男友/;

/** 冯大爷理发谁会呀: people talk about a need that is filed already. */
function knownAlready(line: Line, s: Situation): boolean {
  if (s.items === 'any' || !line.beneficiary) return false;
  const needs = s.items.filter((item) => item.kind === 'need');
  return needs.some((item) => likeness(line.text, item) >= 0.5);
}

/** What one cannot do or wishes for. */
const lack = /想(?:给|请|找|让|要|订|借|学)|求|需要|没(?:人|法|车|处|地方)|不了|顾不上|不会|不动/;

interface Evidence {
  score: number;
  category: NeedCategory | undefined;
}

/** Adds up what speaks for a need and against it. */
function weigh(line: Line, s: Situation): Evidence {
  const text = line.text;
  const { category, place } = line;
  if (!category && !place && !addressed(s)) return { score: 0, category };
  const asked = says(plea, text) || says(callsFor, text) || says(sought, text);
  const sighed = !asked && says(sigh, text);
  const troubled = says(trouble, text);
  let score = 0;
  if (asked) score += 0.42;
  if (sighed) score += addressed(s) ? 0.4 : place || line.beneficiary ? 0.32 : 0.2;
  if (troubled) score += 0.22;
  if (category) score += 0.3;
  if (place) score += place.room || place.unit ? 0.3 : 0.18;
  if (line.phone) score += 0.15;
  if (/老人|独居|孤寡|老两口|残疾|腿脚|孕妇|腰|轮椅|卧床/.test(text) || line.beneficiary) score += 0.16;
  if (s.role === 'resident') score += 0.06;
  if (troubled && (place?.room || place?.unit) && readUrgency(text) === 'urgent') score += 0.16;
  if (/志愿(?:者|队|服务)|社区|小援|星援|小助手/.test(text)) score += 0.12;
  if (says(misc, text)) score -= 0.55;
  if (says(thanks, text) || praises(text)) score -= 0.5;
  if (s.role === 'volunteer' && looksBack.test(text)) score -= 0.4;
  if (s.role !== 'resident' && !place && asksForWork.test(text)) score -= 0.5;
  if (line.mood.trade && category !== 'consult') score -= 0.5;
  if (line.mood.joke) score -= 0.35;
  if (line.mood.regret) score -= 0.2;
  if (says(offer, text) && !/谁|有没有|能不能/.test(text)) score -= 0.45;
  if (s.role === 'volunteer' && says(visiting, text)) score -= 0.5;
  if (says(past, text) && !/又|还是|怎么/.test(text)) score -= 0.3;
  if (line.mood.hearsay && !/让我|托我|帮(?:她|他)(?:问|报|说)|叫我/.test(text)) score -= 0.3;
  if (!asked && !sighed && !place) score -= addressed(s) ? 0 : 0.25;
  if (says(toOne, text) && !addressed(s)) score -= 0.3;
  if (line.mood.exhort) score -= 0.2;
  if (!addressed(s) && !place && knownAlready(line, s)) score -= 0.6;
  // A complaint with a building is talk; who wants somebody to come says so, or says the door.
  if (!asked && !sighed && !place?.room && !place?.unit && !addressed(s)) score -= 0.2;
  return { score, category };
}

function confidenceOf(e: Evidence, line: Line, s: Situation): number {
  const { score } = e;
  if (s.chat === 'direct') {
    if (score >= 0.5) return 0.95;
    if (score >= 0.26 && s.role === 'resident') return 0.92;
    return score >= 0.26 ? 0.8 : 0;
  }
  if (s.mention) return score >= 0.5 ? 0.94 : score >= 0.35 ? 0.8 : 0;
  if (line.text.length < 4 || s.smalltalk) return score >= 0.9 ? 0.9 : 0;
  // Who says the door wants somebody to come.
  const { text } = line;
  const asked = plea.test(text) || sigh.test(text) || trouble.test(text) || lack.test(text);
  if (line.place?.room && e.category && asked && score >= 0.58) return sure;
  return score >= 0.74 ? sure : score >= 0.6 ? 0.7 : 0;
}

const doctor = /医院|胃镜|肠镜|检查|复查|看病|拍片|化验|手术|门诊|挂号|打针|换药/;
const phoneToCall = /(?:我的?)?(?:手机|电话|微信)(?:号码?)?[:： 是]{0,3}[0-9]{5,}/g;
/** What befell somebody, told as the reason why they need something else. */
const ails =
  /打针|输液|挂水|吊瓶|骨折|打着?(?:石膏|绷带)|崴[了着]?脚?|扭[了伤]腰?|闪了腰|烫伤|摔[了伤断着]?|感冒|发烧|腰疼|腿疼|住院|(?:刚)?出院|手术(?!.*医院)|血压高|不舒服/g;

/** The kind of help: what the plea itself asks for goes before the reasons that stand around it. */
function categoryOf(said: string): NeedCategory | undefined {
  const text = said.replace(phoneToCall, ' ');
  const asked = text
    .split(/[\s,，。;；!！?？]+/)
    .filter((part) => plea.test(part) || callsFor.test(part) || sigh.test(part));
  // 我骨折在家 垃圾没人倒: what befell somebody is only the reason, when there is another matter.
  const whole = readCategory(text.replace(ails, ' ')) ?? readCategory(text);
  const pleaded = asked.map((part) => readCategory(part)).find((found) => found !== undefined);
  // 要做胃镜 得有人陪着: company to a doctor is for a doctor's sake.
  if (pleaded === 'companion' && doctor.test(text)) return 'medical';
  return whole === 'pet' ? whole : (pleaded ?? whole);
}

/** Slots of a need. */
export function needSlots(text: string, now: Date): Slots {
  const category = categoryOf(text);
  const urgency = readUrgency(text);
  const place = readPlace(text);
  const phone = readPhone(text);
  const beneficiary = readBeneficiary(text);
  return {
    text,
    ...(category ? { category } : {}),
    ...(urgency ? { urgency } : {}),
    ...(place ? { place } : {}),
    ...(phone ? { phone } : {}),
    ...(beneficiary ? { beneficiary } : {}),
    ...dateSlots(text, now),
  };
}

/** Whoever it happened to without a name: 楼下有个大爷. */
const somebody =
  /(?:有(?:一?个|位)|那个|这个|一个|一位|楼上|楼下|对门|隔壁|邻居)的?(?<who>老人|老大爷|老奶奶|老太太?|老爷子|老头|大爷|大妈|大娘|奶奶|爷爷|阿姨|叔叔|孩子|小孩|小朋友|孕妇|姑娘|小伙子?|邻居)/;

const emergencyKind = (emergency: Emergency): NeedCategory =>
  emergency === 'fall' || emergency === 'chest' ? 'medical' : 'safety';

function emergencyMeaning(kind: Emergency, line: Line): Meaning {
  const slots = needSlots(line.text, line.now);
  const who = slots.beneficiary ?? somebody.exec(line.text)?.groups?.['who'];
  return {
    does: 'reportNeed',
    slots: {
      ...slots,
      category: emergencyKind(kind),
      urgency: 'urgent',
      emergency: kind,
      ...(who ? { beneficiary: who } : {}),
    },
    confidence: 0.96,
  };
}

/** The place, phone and person of the whole message hold for every need in it. */
function severalMeanings(parts: string[], whole: Slots, confidence: number, line: Line): Meaning[] {
  return parts.map((part) => {
    const { place, phone, beneficiary } = whole;
    const common = {
      ...(place ? { place } : {}),
      ...(phone ? { phone } : {}),
      ...(beneficiary ? { beneficiary } : {}),
    };
    return { does: 'reportNeed', slots: { ...common, ...needSlots(part, line.now) }, confidence };
  });
}

const ourHomeToo = /(?:我们?|俺|咱)家的?[\s,，]*也/;

/** Reads needs and emergencies. */
export const readNeed: MeaningReader = (line, s) => {
  const emergency = readEmergency(line.text, addressed(s));
  if (emergency) return [emergencyMeaning(emergency, line)];
  const same = says(ourHomeToo, line.text) ? readCategory(line.quoted?.text ?? s.quote?.text ?? '') : undefined;
  if (same)
    return [{ does: 'reportNeed', slots: { ...needSlots(line.text, line.now), category: same }, confidence: 0.91 }];
  if (isCourtesy(line.text)) return [];
  if (backAgain.test(line.text) && !says(plea, line.text) && !says(trouble, line.text)) return [];
  const evidence = weigh(line, s);
  const confidence = confidenceOf(evidence, line, s);
  if (confidence === 0) return [];
  const slots = needSlots(line.text, line.now);
  const parts = readPlaces(line.text).length <= 1 ? splitNeeds(line.text) : [line.text];
  return parts.length > 1
    ? severalMeanings(parts, slots, confidence, line)
    : [{ does: 'reportNeed', slots, confidence }];
};
