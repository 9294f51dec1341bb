/** Whether a promise is meant: no question, refusal, hope, hearsay or exclamation. Pure. */
import type { Clause, Line } from '../line.ts';
import type { Act } from './claim-act.ts';

/** What makes a condition harmless: it is about seats or about somebody to go. */
const aboutSeats =
  /缺的话|有的话|没人|没有人|都不去|缺人|人不够|凑不[够齐]|(?:还)?(?:有|缺|差|要|剩)(?:空位|名额|位子?|位置|人|空)|(?:来|去)不了|不(?:来|去|能来)的话|满了/;
const wavering =
  /可能|也许|看情况|再说|不一定|说不定|没准|到时候|尽量|争取|考虑|想想|再看|再定|不确定|未必|应该能|大概能|如果能|问问|商量|看看(?:时间|能不能|有没有)/;
/** 老王肯定报名 他最积极: somebody is spoken of, who did not say it. */
const aboutThem =
  /^(?!.*(?:我|俺|咱|吾|本人)).*(?:[\u4e00-\u9fff](?:肯定|一定|应该|估计|八成|准|绝对|会|又|总是|老是|每次都?)(?:也|都|要|会)*(?:去|来|报|参加|认领|接)|^[小老][\u4e00-\u9fff](?:你)?(?:去|来|上)吧|(?:^|[\s,，])[他她](?:们)?[^\s,，]{0,3}(?:最|很|可|真|一直|每次|总))/;
/** 我媳妇报了: somebody close has done it already. */
const told =
  /^我?(?:家)?(?:老公|老婆|老伴|爱人|媳妇|儿子|女儿|闺女|妈|爸|婆婆|公公|同事|朋友|邻居)(?:已经?)?(?:报名?|参加|去|来|领|接)了$/;
/** I would like to, but: 我也想去 就是没时间. */
const butNot =
  /想(?:要)?(?:去|来|报|参加)[^。]{0,8}(?:但|可是|可惜|不过|就是|只是)[^。]{0,6}(?:没|不|要|得|在|有事|走不开|冲突|上班|加班)/;
/** Thanks and praise that begin like a claim: +1 说得对, 我替大家谢谢书记, 给我看看. */
const noClaim =
  /团建|年会|聚餐|产检|婚礼|高铁|鞋码|尺码|码数|的鞋|的房|[0-9]号桌|名单|导出|报表|台账|数据|延长|报名(?:延|截)|(?:截止|停止|关闭|关掉|关了|结束)(?:了)?报名|有需要(?:的)?[^,，。]{0,3}(?:私|联系|找|说)|私聊|[替代].{1,5}(?:谢|感谢|高兴|担心|着急|不值|委屈|捏)|说得|有道理|同感|位辛苦|(?:给|带|让|叫)(?:我|俺)[看瞧听]|下(?:次|回|周|个?月)[^,，。]{0,5}再/;
/** A question is a refusal to claim, unless it only asks for a nod (我也去行吗, 能帮我报3号吗). */
export function spoken(clause: Clause, line: Line): boolean {
  const mood = clause.mood;
  if (mood.past || mood.negated || mood.exhort || mood.regret || mood.trade) return false;
  if (line.minutes && /[干做忙值陪](?:了|满|够)|服务了/.test(line.text)) return false;
  if (told.test(clause.text) || noClaim.test(line.text) || butNot.test(line.text)) return false;
  if (line.mood.regret && !/这[次回]/.test(line.text)) return false;
  if (
    mood.question &&
    !/(?:行不行|行不|行吗|可以吗|可以不|可以么|中不中|中不|好吗|好不|成不|成吗|要得不|好伐|不缺人吧)[?？]?$/.test(
      clause.text,
    )
  )
    return /(?:帮|给|替)我(?:报|登记|认领|占|留)|(?:能不能|可不可以|能否|可以)(?:给|加|带|算|让)(?:上)?我/.test(
      clause.text,
    );
  if (
    (mood.hearsay && !/说也?(?:要|想)?(?:算|加|带|报)上?[她他]/.test(clause.text)) ||
    wavering.test(clause.text) ||
    aboutThem.test(line.text)
  )
    return false;
  if (mood.hypothesis && !aboutSeats.test(line.text)) return false;
  if (/谁|哪位|有没有人|几个|多少|取消|退|不用|别|放弃|撤|算了|不算/.test(clause.text)) return false;
  return (
    !/(?:不|没|别)(?:想|能|会|要|打算)?(?:报|去|来|领|接|参加)/.test(clause.text) ||
    /要不|不去.*我去|没(?:人)?[报去来领接].*我/.test(line.text)
  );
}

/** Beside 我去 these say that somebody does go. */
const reasons =
  /有空|没事|顺路|离|近|正好|我有|我家|我会|刚好|在家|休息|闲|我是[^,，。]{2,6}|下班|会修|没人|都不|谢谢|报|算|带|好|行|可以|[0-9]/;

/** 我去 that stands for itself beside other words is an exclamation as often as an offer: 我去 这么贵; 着你都知道!!我去. */
export function exclaims(act: Act, line: Line): boolean {
  if (/^(?:哎呀?|哎呦|唉|啊|哦)?我去[啊呀哦]?[!！。…]/.test(line.text)) return true;
  const bare = /^(?:哎呀?|哎呦|唉|啊|哦)?我去(?:啊|呀|哦)?$/;
  const alone = bare.test(act.clause.skeleton) || bare.test(line.pieces[0]?.skeleton ?? '');
  return alone && line.pieces.length > 1 && !reasons.test(line.text);
}
