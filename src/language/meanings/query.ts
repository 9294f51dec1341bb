/** Questions about what is on, about oneself, and about what the bot can do. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { replaced, says } from '../says.ts';
import { exists, freshPost, hinted, refsOf, shiftOf } from '../which.ts';
import { asksFacts, onlyAsked } from './query-asked.ts';
import { quotedItems } from './quoted.ts';
import { addressed, certain, likely, type MeaningReader, sure, weak } from './reader.ts';

const activityNoun = '(?:活动(?!室|中心|站|量)|志愿活动|志愿服务|任务|服务)';
const whatIsOn =
  /^[^,，。]{0,8}(?:活动|任务)的?(?:详情|信息|介绍|内容|具体情况|时间地点|时间|地点|地址)$|^(?:社区|咱们?|我们|你们|小区)?(?:最近|这周|下周|周末|这个月|近期)?有(?:没有)?[^,，。]{0,4}(?:讲座|义诊|培训|读书会|便民服务|义剪|集市)(?:吗|么|没|不)?[?？]?$|活动[^,，。]{0,3}列(?:给|出|一下)|(?:活动|任务|安排)(?:表|清单|列表)?发(?:给)?(?:我|一下|下|群里)|(?:有|搞|办|安排|组织|弄|开展)(?:没有|些|了)?(?:什么|啥子?|哪些|点啥|什麼|嘛)?(?:可以|能|适合|值得)?[^,，。]{0,12}(?:活动|任务|志愿服务)|(?:什么|啥子?|哪些|有没有|还有|都有|有哪些|有无)[^,，。]{0,12}(?:活动|任务|志愿服务|可以报名的|能报的|可以参加的)|(?:活动|任务)(?:列表|清单|安排|有哪些|有啥|有什么|都有啥|呢$|表)|(?:列|看|查|发)(?:一?下|出|看)?(?:这周|本周|下周|周末|今天|明天|最近|近期|全部|所有|当前)的?(?:活动|任务|安排|列表)?$|^(?:本周|这周|下周|周末|这个?周末|近期|最近|今天|明天|本月|这个月|下个?月)的?(?:志愿)?(?:活动|任务)$|(?:列|看|查|看看|发)(?:一?下|出)?(?:这周|本周|下周|全部|所有|最近)?的?(?:活动|任务|活动安排|列表)$|(?:周末|这周|下周|明天|今天)(?:有|都有)?(?:啥|什么|哪些)安排|(?:缺|差|要|少)人(?:手)?的|哪(?:个|场|边|儿|里|天)(?:活动|任务)?(?:还)?(?:差|缺|少|要|需要)人|有(?:没有)?(?:需要|缺)(?:人|志愿者|帮忙|人手)的(?:地方|活儿?|活动)|有没有我?能参加的|有(?:没有|什么|啥)?活儿?(?:能|可以)?干|最新(?:的)?活动|有(?:没有)?适合[^,，。]{1,6}的(?:吗|么|不)?$|哪里?(?:儿|些)?(?:还)?(?:需要|缺)人|有(?:没有)?(?:什么|啥|哪些)?(?:我)?(?:能|可以)(?:做|干|参加|帮(?:忙)?|搭把手|出力|报名?)的|(?:哪些|哪个|啥|什么)(?:活动|任务)?(?:还)?(?:缺人|没人|有名额|可以报|能报)/;
/** What one who helps asks the bot: 有没有带娃能去的, 有啥轻松点的活儿吗; in the group only with a word of ours. */
const whatFor =
  /有(?:没有|啥|什么)?(?:合适|适合)[^,，。]{0,6}的?(?:吗|没有?|么|不)?[?？]?$|(?:有没有|有啥|有什么|有哪些|还有)[^,，。]{0,8}(?:(?:能|可以|适合)[^,，。]{0,6}的|(?:轻松|省力|近)[^,，。]{0,3}的?活?儿?)(?:活儿?|活动|任务)?(?:吗|没|么|呀|啊|呢|不)?(?=$|[\s,，。?？])|(?:有没有|有啥|有什么|还有)[^,，。]{0,8}活儿(?:吗|没|么|呀|啊)?(?=$|[\s,，。?？])/;
const fromOurs =
  /(?:有什么|有啥|有哪些|有没有)(?:安排|活动)[^。]{0,4}(?:志愿[队者]|咱们?队|队里)|志愿[队者服][^,，。]{0,8}(?:有没有|有啥|有什么|有哪些|搞|办|弄)[^,，。]{0,8}(?:安排|活动|服务|便民|义诊|理发|磨|讲座|课)/;
const openNeeds =
  /^(?!我).*(?:(?:哪|有|还|啥|什么)[^,，。]{0,8}(?:需求|求助|任务)[^,，。]{0,8}(?:没人(?:接|领|认)|没接|未接|待接|待认领|空着|可以(?:接|帮|领)|能(?:接|帮)|需要帮)|(?:需求|求助)(?:列表|清单|单子|有哪些|有啥|有什么)|(?:没人接|待认领|未认领|没人认领)的?(?:需求|任务|单子)|(?:有|还有)(?:没有|什么|啥|哪些)[^,，。]{0,6}(?:需求|求助)|(?:谁家?|有(?:没有)?(?:什么|啥|哪些|谁|人)?|哪(?:里|儿|些))(?:是)?需要(?:人)?帮(?:忙|助|手))/;
const aboutOne =
  /住(?:几楼|几层|哪儿?|几号|几单元)|要不要(?:自己|自|提前|先)?(?:带|穿|准备|交|登记|预约|吃|签)|(?:能|可以|可不可以|能不能)(?:一起|一块儿?|跟着?)?(?:参加|去|报|来)(?:吗|不|么|[?？]|$)|完事|撞不撞|冲不冲突|时间(?:撞|冲突)|(?:需求|任务|单子?)有人(?:去|接|来|管)了?(?:吗|没)|管饭不|有(?:年龄|人数|性别|身体)?(?:限制|要求|门槛)|定在(?:几号|哪天|什么时候)|在?(?:室内|室外|屋里|外面)(?:还是|吗)|具体(?:地址|地点|位置|时间)|是(?:周|星期|礼拜)[一二三四五六日天](?:吗|不|么|吧)|(?:现在|已经)?有?(?:几个|多少)人了|下雨(?:怎么|咋)|谁带队|周几|哪天|还要人|需要(?:穿|准备|提前)|改(?:时间|期|地方|地点)了?(?:吗|没)|几号楼|哪栋|自带|(?:需要|要不要|用不用)带|还?差(?:几|多少|人)|多长时间|多久|几点(?:开始|集合|结束|到|去|在|来)?|(?:什么|啥)时候(?:开始|集合|结束)?|在哪(?:里|儿)?(?:集合|见|签到)?|哪(?:里|儿)集合|(?:集合|活动|具体)?(?:地址|地点|位置|时间)(?:在哪|是|发|呢|$|[?？])|还?缺(?:不缺)?(?:人|几个|多少|志愿者)|还(?:有|剩)(?:多少|几个|没有)?(?:名额|位置|位子|空位)|满(?:了|员)?(?:吗|没|没有|了没)|(?:多少|几个?)人(?:报|了|参加|去)|报(?:了|名)?(?:了)?(?:几个|多少)(?:人)?|有(?:几个|多少)人|都有谁|谁(?:报|去|参加)(?:了|名)?|(?:名单|看板|人员)|要(?:带|准备|穿)(?:点|些)?(?:什么|啥)|(?:新手|初学者|小白|老人|孩子|小孩)[^,，。]{0,4}行不行|^哪天[啊呀]?[?？]?$|(?:到|去)几点|要(?:自己)?(?:带|准备|穿|自备)[^,，。]{0,6}(?:不|吗|么|嘛)$|还(?:搞|办|去|弄|开展|进行)不(?:搞|办|去|弄|开展)|在(?:什么|啥)(?:地方|位置)|要(?:几|多少)个?人|还(?:收|招|要|接)人|有人(?:接|认领)了?(?:吗|没|没有|不)|几号(?:去|开始|搞|办|集合)|(?:怎么|咋)(?:过去|到)|几楼|是.{1,4}还是|是(?:什么|啥)(?:需求|活动|任务|内容)|(?:能|可以)带(?:孩子|小孩|娃|人)|(?:下雨|雨天)[^,，。]{0,6}(?:还|照常)|(?<!能)取消了(?:吗|没|没有)|取消没|还(?:搞|办|开展|有|能报|可以报|招|要人)[^,，。]{0,4}(?:吗|不|没)|(?:怎么|咋)(?:去|走|集合)|多长时间|要多久|干(?:什么|啥|嘛)的?|负责人(?:是谁|电话)|谁(?:负责|带队|组织)|有没有(?:名额|位置|空位)|报名截止|(?:还)?能(?:不能)?报名?(?:吗|不|么)?|名额(?:还)?(?:有|剩|够)/;
const boardWords =
  /还?差(?:几|多少)|看板|名单|(?:多少|几个?)人(?:报|了|参加|去)|报(?:了|名)?(?:了)?(?:几个|多少)人?|都有谁|谁(?:报|参加)了?|还?缺(?:几个|多少)|(?:几个|多少)人了|报满|满(?:了|员)?(?:吗|没)|进度|接龙情况|报名情况/;
const notOurs =
  /你们?说的|服务证|证在哪|都不想|不想参加|爬山|腰疼|活动一下|活动活动|活动筋骨|菜市场|门口几点|停电|停水|停气|物业|快递|双十|满减|银行|超市|商场|促销|优惠|折|卖|买菜|学校|幼儿园|义务教育|医保|社保|驾校|考试|餐厅|食堂饭|吃(?:饭|啥|什么)|火锅|打球|打牌|麻将|逛街|电影|演唱会|比赛(?!服务)|睡|起床|上班|下班|放学|开门|关门|营业|地铁|公交|火车|飞机|航班|直播|抢购|团购|活动活动|会员|筋骨|恋爱|户外活动群|公司|团建|部门|年会|面试|展览|开盘|样板|领鸡蛋|中奖|抽奖/;
const mineWords =
  /我的?(?:排班|班次)|(?:查|看)[^,，。]{0,4}(?:上个?月|这个?月|上周|今年|去年)的?(?:时长|记录|工时)|我(?:明天|后天|今天|今晚|明早|周[一二三四五六日末]|这周|下周)?是?(?:几点|哪个时段|啥时候)的?(?:班|场|活动)?[?？]?$|(?:明天|后天|今天|周[一二三四五六日])我是?几点|(?:离|到|升)[^,，。]{0,4}[一二三四五1-5]星|我?还?差[^,，。]{0,4}(?:小时|时长|积分)|(?:算|记|加)(?:进|到|上|入)[^,，。]{0,3}(?:时长|积分|工时)|我(?:报|领|认领|接)的[^,，。]{0,8}(?:成功|报上|有哪些|有啥|有什么)|排到我|^(?:今年|这个?月|本月|我)*(?:一共|总共)?服务了?多(?:久|长|少)|时长(?:什么时候|啥时候|多久)(?:到账|算|记)|我是哪[天个场]|我的[0-9]{1,5}号[^,，。]{0,6}(?:吗|没|在|呢)|我(?:现在|目前|一共|总共)?(?:有)?多少(?:积分|时长|小时|工时)|我(?:都|还|现在|目前|一共|总共|已经?|到底|今年|去年|一年|上半年|下半年|这个月|本月|这周|上个?月|总)*(?:报|领|认领|接|参加|做|干|服务|有|攒|积|排|欠|获得|签)(?:名)?(?:了|过)?(?:的)?(?:啥|什么|哪些|几个|几号|的是|多少|几次|几回|几趟|第几|哪几|几小时|几场|没)|我的(?:活动|报名|任务|认领|时长|积分|星级|服务|记录|需求|安排|资料|证书|排名|求助|星级|单子|日程|工时|接单|情况)|(?:查|看|问|统计)(?:查|看|一下|下|一查)?我(?:的|有|都|一共|报|参加)?[^,，。]{0,8}(?:时长|积分|报名|活动|记录|任务|星级|小时)|我[^,，。]{0,6}(?:几点|哪天|什么时候)的?班|我[^,，。]{0,6}(?:去|参加|报)(?:的是)?哪[个场些]|我在[^,，。]{0,8}名单|(?:名单里|里面)?有没有我(?=$|[?？吗])|有我吗|我(?:有|一共|总共|累计|今年|攒了?)*(?:多少|几)(?:个)?(?:时长|小时|积分|工时|次|星|钟头)|我(?:这周|明天|今天|周[一二三四五六日]|后天|下周|周末)[^,，。]{0,6}(?:有|报|接)(?:了)?(?:什么|啥|哪些)?(?:活动|任务|安排)|(?:我)?(?:报上|报名成功|登记上|记上|算上|录上)(?:了)?(?:吗|没|没有|不|了没)|给我(?:记|算|登记|报)(?:上|了)+(?:吗|没|没有|了没)|我(?:是不是|有没有)(?:报|签|登记|认领)|我排(?:第几|到第几|多少|几)|(?:时长|工时)(?:怎么|咋)?(?:没|还没|少|不对|有误|多少)|我(?:几星|什么星级)|我(?:的)?(?:位子|名额)(?:还在|留着)|我(?:在|还在)?(?:候补|名单)/;
/** Said by somebody whom one is on the way to. */
const waits =
  /^(?:来的|要来的)?(?:师傅|志愿者|人|小伙子?|姑娘)(?:的)?(?:电话|手机|联系方式)|^(?:还有|还要|大概|大约)?(?:多久|几分钟|啥时候|什么时候|几点钟?)(?:能|会)?(?:到|来)|^(?:他|她|师傅|志愿者|人|来的人?)(?:的)?(?:(?:电话|手机)(?:号)?(?:是)?多少|叫(?:什么|啥)|姓(?:什么|啥)|贵姓|到哪[里儿]?了)|^(?:人|师傅)?(?:怎么|咋)还(?:没|不)(?:来|到)|^(?:是)?(?:今天|明天|上午|下午)(?:能|会)?来(?:吗|不|么)/;
const progressWords =
  /(?:报修|报的|求助|需求|申请|那个?事|单子)[^,，。]{0,6}(?:走)?到(?:哪|什么|啥)(?:一)?(?:步|程度)|(?:的人|师傅|志愿者|小伙子?|姑娘)[^,，。]{0,4}(?:怎么称呼|贵姓|叫什么|叫啥|姓什么|男的女的|电话)|^(?:昨[天儿]个?|前[天儿]|上周|早上|上次|上回|刚才|之前)[^,，。]{0,4}(?:报|说|反映|登记|申请)的[^。]{0,12}(?:了没有?|了吗|怎么样|咋样|没有?$|呢$)|排上(?:了)?(?:没|吗)|怎么还不来人|(?:的事|那事|的问题|那个问题)[^,，。]{0,4}(?:咋样|怎么样|如何|处理|办得|解决|有(?:结果|消息|信))(?:了|吗|没)?|(?:我(?:家)?(?:昨天|前天|上周|早上|上午|刚才|之前|上次|那天|那个|的)?[^,，。]{0,12}(?:报|反映|提|说|登记|申请|发)(?:的|过|上去|了)[^,，。]{0,16}(?:怎么|咋|什么时候|啥时候|有人|没人|进度|处理|安排|解决|到哪|结果|吗|没|几时))|(?:怎么|咋)(?:还)?(?:没|不见)(?:人|来|动静|消息|下文|处理|解决|上门)|(?:是)?谁(?:来|接|负责|给我|会来|上门)[^,，。]{0,8}(?:帮|修|换|了|我家|我|的$|[?？]|$)|(?:师傅|志愿者|人)(?:什么时候|啥时候|几点|多久|几时|到哪)(?:来|到|上门|了|能来)?|(?:什么时候|啥时候|几点|几时)(?:能|可以|会)?(?:有人)?(?:来|上门|修|处理|派|安排)(?:人)?|(?:处理|解决|受理|安排|派人)(?:到哪|得怎么样|怎么样|了吗|了没|没有|进度|好了吗)|(?:进度|进展)(?:怎么样|如何|呢|到哪)|有人(?:接|来|处理|管|认领)(?:单)?(?:了)?(?:吗|没|没有|不)|(?:他|她|师傅|人|志愿者)(?:什么时候|啥时候|几点|多久|几时)(?:到|来)|(?:需求|求助)(?:有|接|处理)[^,，。]{0,4}(?:了吗|没|吗)/;
const help =
  /^帮助|(?:咋个|怎么个|啥|什么)?用法|(?:咋个|咋|怎么)(?:使|用)(?:唤|法)?|^(?:使用方法|功能介绍|不会用|说明书|帮助|help|菜单|指令|命令|功能|说明|指令有哪些|有哪些(?:指令|功能|命令)|使用说明|怎么用|咋用|介绍一下|你好|您好|在吗|在不在|hi|hello|哈喽|嗨|喂)$|(?:签到|签退|报名|认领|取消|求助|登记|接龙)(?:要|该)?(?:怎么|咋个?|如何)|(?:怎么|咋样?|咋个|如何|怎样)(?:找人|找志愿者|求人|用|使用|报名|认领|取消|退|签到|签退|操作|登记|求助|反映|报|接单|发布|加入|弄|查|看|改|换)|(?:报名|认领|签到|取消|求助|接龙|打卡)(?:的)?(?:格式|方法|流程|步骤|方式|指令|口令|命令)|你(?:是(?:不是)?真人|是干[嘛啥]|是做什么|是谁|叫什么|叫啥|是啥|是什么|是机器人|是人|会(?:干|做)?(?:什么|啥|哪些)|能(?:干|做|帮|为)?(?:什么|啥|嘛|哪些)|有(?:什么|啥|哪些)(?:功能|本事|用)|都会|干(?:啥|什么|嘛)(?:的|用)|可以(?:干|做)(?:什么|啥)|怎么用|都能)|(?:什么|啥|哪些)(?:功能|指令|命令|关键词)|能(?:帮我?|给我)?(?:干|做|帮)?(?:些|点)?(?:啥|什么|哪些)|(?:要|该|得)(?:怎么|咋|回(?:复)?什么|发什么|打什么|说什么)/;
/** 这个小助手. */
const pointing = /^(?:这个|这|那个|咱们?的?)(?=小助手)/;
const vocative = /^(?:小助手|志愿小助手|小援|星援|机器人|助手)/;

function about(line: Line, s: Situation): Slots & { target?: Meaning['target'] } {
  const refs = refsOf(line.whole, false);
  const hint = workOf(line.text);
  const bare =
    refs.length === 0 && /(?:看板|名单|^)[ ]?[0-9]{1,5}|[0-9]$/.test(line.text)
      ? refsOf(line.whole).filter((r) => exists(r, s))
      : [];
  const all = refs.length > 0 ? refs : bare;
  const named = all.length === 0 && (s.quote || line.quoted) ? quotedItems(line, s) : all;
  return {
    ...(named.length > 0 ? { refs: named } : {}),
    ...(hint && named.length === 0 ? { hint } : {}),
  };
}

/** 有没有陪老人的, asked by somebody who helps. */
const sortOfWork = /^(?:最近|这周|下周|周末)?(?:有没有|有)[^,，。]{2,10}的(?:活儿?)?(?:吗|么|没有?)?[?？]?$/;

/** Cheap look before the dear ones. */
const asksOfActivities =
  /活儿|不$|没$|详情|有没有|什么|啥|周几|哪天|要人|列|查|活动|任务|服务|安排|需求|求助|帮忙|名单|看板|几点|时候|哪|缺|剩|名额|位置|空位|满|多少|几个|谁|带|穿|下雨|雨天|取消|搞|吗|怎么|咋|多长|多久|干|报|集合|地址|地点|时间|参加|没人/;

/** The item whose title the line asks about in nothing but words of such a question: 电影夜几点, 旧书漂流在哪办. */
function ofKnown(line: Line, s: Situation): Ref | undefined {
  const { skeleton, text } = line.whole;
  if (s.items === 'any' || !line.mood.question || !(says(aboutOne, text) || asksFacts(text))) return undefined;
  const asked = s.items.filter(({ title, open, kind }) => {
    if (!open || kind === 'need' || kind === 'visit') return false;
    const parts = [title, title.slice(-3), title.slice(-2), title.slice(0, 2)].filter((part) => part.length >= 2);
    const named = parts.find((part) => skeleton.includes(part));
    return named !== undefined && onlyAsked(skeleton.replace(named, ''));
  });
  const numbers = new Set(asked.map(({ ref }) => ref.number));
  return numbers.size === 1 ? (shiftOf(text, asked)?.ref ?? { number: asked[0]!.ref.number }) : undefined;
}

function activityQuestion(line: Line, s: Situation): Meaning | undefined {
  const text = line.text;
  const asksKnown = ofKnown(line, s);
  if (asksKnown)
    return {
      does: says(boardWords, text) ? 'board' : 'listActivities',
      slots: {},
      confidence: sure,
      target: [asksKnown],
    };
  // 白天上班 is the reason why somebody asks for an evening.
  if (
    notOurs.test(text.replace(/(?:白天|平时|工作日|平常)[^,，。]{0,3}(?:上班|上课)|(?:上|下)班[后前]/g, '')) ||
    line.mood.trade
  )
    return undefined;
  if (!line.mood.question && !says(asksOfActivities, text)) return undefined;
  const slots = about(line, s);
  const post = freshPost(s);
  const does = says(boardWords, text) ? 'board' : 'listActivities';
  const talksOfOurs =
    new RegExp(activityNoun).test(text) ||
    Boolean(slots.refs) ||
    (slots.hint !== undefined && describesWork(slots.hint)) ||
    /^Ⓣ的?[那这][场次]/.test(line.whole.skeleton);
  if (/^看板|名单$/.test(text)) return { does: 'board', slots, confidence: sure };
  if (says(openNeeds, text))
    return { does: 'listNeeds', slots, confidence: addressed(s) || s.role !== 'resident' ? sure : likely };
  const wants = whatFor.test(text) && s.role !== 'resident' && (addressed(s) || /活儿|活动|志愿/.test(text));
  if ((wants || fromOurs.test(text)) && !line.mood.hearsay) return { does: 'listActivities', slots, confidence: sure };
  if (/^(?:什么|啥)(?:活动|任务)[?？]*$/.test(text) && !post && !addressed(s)) return undefined;
  // 想找个周末的活儿, by somebody who helps.
  if (
    addressed(s) &&
    s.role !== 'resident' &&
    /^(?:我)?(?:想|要)?(?:再)?找(?:个|点|些)?[^,，。]{0,8}(?:活儿?|活动|任务)(?:干|做|参加)?$/.test(text)
  )
    return { does: 'listActivities', slots, confidence: sure };
  if (addressed(s) && /有(?:什么|啥|哪些)安排/.test(text)) return { does: 'listActivities', slots, confidence: sure };
  if (addressed(s) && s.role !== 'resident' && sortOfWork.test(text) && describesWork(text))
    return { does: 'listActivities', slots, confidence: certain };
  // 谁会弄 我在活动室门口等着 asks of no activity.
  if (says(whatIsOn, text.replace(/活动(?:室|中心|站)/g, '')) && !line.mood.hearsay)
    return { does: 'listActivities', slots, confidence: line.text.length <= 30 ? sure : likely };
  const { skeleton } = line.whole;
  const bare = onlyAsked(skeleton);
  const facts = says(aboutOne, text) || ((post || slots.refs || (bare && slots.hint)) && asksFacts(text));
  if (line.mood.hearsay && line.mood.hypothesis) return undefined;
  const asked = line.mood.question || (slots.refs !== undefined && line.pieces.some((piece) => piece.mood.question));
  if (!facts || !(asked || addressed(s) || /发(?:我|一下|下)/.test(text))) return undefined;
  if (talksOfOurs && !addressed(s) && !bare && !slots.refs && !/活动(?!室|中心|站)|任务/.test(text)) return undefined;
  if (talksOfOurs) {
    const known = slots.hint && s.items !== 'any' ? hinted(slots.hint, s) : {};
    const confidence = !addressed(s) && !known && !slots.refs ? weak : sure;
    return { does, slots, confidence, ...(known?.refs ? { target: known.refs } : {}) };
  }
  if (post && post.refs.length > 0 && ((bare && !/^在哪[里儿]?$/.test(text)) || addressed(s)))
    return { does, slots, confidence: sure, ...(post.refs.length === 1 ? { target: post.refs } : {}) };
  if (!addressed(s)) return undefined;
  if (s.items === 'any') return { does, slots, confidence: 0.85 };
  // Whoever asks the bot gets to see what is on; of one thing, that thing.
  const on = s.items.filter((item) => item.open && item.kind === 'activity');
  return { does, slots, confidence: sure, ...(on.length === 1 ? { target: [on[0]!.ref] } : {}) };
}

function mine(line: Line, s: Situation): Meaning | undefined {
  // 几点来着 asks again, not who comes.
  const text = line.text.replace(/来着/g, '');
  if (/^你(?:能|可以|会|都能)/.test(text)) return undefined;
  if (s.chat === 'direct' && s.reported.length === 1 && says(waits, text))
    return { does: 'progress', slots: {}, confidence: certain, target: s.reported };
  const called = addressed(s) || vocative.test(text);
  const post = freshPost(s);
  const asksOwn = says(mineWords, text);
  const asksProgress = says(progressWords, text);
  if ((!asksOwn && !asksProgress) || /^(?:怎么|如何|咋|在哪|哪里)(?:看|查|能看)/.test(text)) return undefined;
  const hint = workOf(text);
  const slots: Slots = {
    ...(refsOf(line.whole, false).length > 0 ? { refs: refsOf(line.whole, false) } : {}),
    ...(hint ? { hint } : {}),
    ...line.times,
  };
  if (
    asksOwn &&
    !/应该是?[0-9一二两三四五六七八九十半]|改成|更正|撤销|取消|退|删除|注销|修改|改一?下|换成|错了/.test(text) &&
    !line.mood.trade &&
    !/我(?:要|想)报/.test(text)
  )
    return {
      does: 'mine',
      slots,
      confidence: called
        ? 0.95
        : /时长|认领|报名|活动|我报/.test(text) && text.length < 24 && (line.mood.question || /查|看|我的/.test(text))
          ? sure
          : weak,
    };
  const { items } = s;
  const isActivity = (ref: Ref) =>
    items !== 'any' && items.some((item) => item.kind !== 'need' && item.ref.number === ref.number);
  const ofNeed = post?.kind === 'claimed' && !post.refs.some(isActivity);
  // 谁给我捎上来, by somebody who has reported nothing, calls for help.
  const calls = s.items !== 'any' && s.reported.length === 0 && /谁给我[^,，。]{1,6}(?<![的了])$/.test(text);
  if (asksProgress && !calls && (called || ofNeed))
    return { does: 'progress', slots, confidence: 0.93, ...(ofNeed ? { target: post.refs } : {}) };
  return undefined;
}

const atHome = /家里|我家|老鼠|漏|坏/;

/** With the time that the line speaks of, which is dear and read last. */
function timed(found: Meaning | undefined, line: Line): Meaning[] {
  return found ? [{ ...found, slots: { ...found.slots, ...line.times } }] : [];
}

/** Under a post people go on asking each other: 下午班车几点来, 快递放哪了. */
const askedOfOthers = /班车|公交|地铁|校车|快递|外卖|食堂|超市|医院几点|银行|物业|停[水电气]|孩子几点|放学|课几点/;

/** Reads questions. In the group they need a word of ours or a fresh post; “停电是几点到几点” is for the neighbours. */
export const readQuery: MeaningReader = (line, s) => {
  const text = line.text;
  const bare = replaced(text, pointing, '');
  const called = addressed(s) || says(vocative, text) || bare !== text;
  const plain = replaced(bare, vocative, '').trim();
  if (s.mention && plain === '') return [{ does: 'help', slots: {}, confidence: sure }];
  if (called && plain === '') return [{ does: 'help', slots: {}, confidence: sure }];
  const own = mine(line, s);
  if (own) return [own];
  if (!called && says(askedOfOthers, text)) return [];
  if (says(atHome, plain)) return timed(activityQuestion(line, s), line);
  if (
    plain.length <= 30 &&
    says(help, plain) &&
    (called || /报名格式|怎么(?:报名|认领|签到)|报名方式|报名(?:怎么|咋)报/.test(plain))
  )
    return [{ does: 'help', slots: {}, confidence: called ? 0.94 : freshPost(s) ? sure : likely }];
  return timed(activityQuestion(line, s), line);
};
