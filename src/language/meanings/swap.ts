/** Changing hands, taking back what was said, withdrawing a need, joining. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Slots } from '../../chat/meaning.ts';
import { describesWork } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { looksLikeName, readCalled, readNames, readNamesInside } from '../person.ts';
import { says } from '../says.ts';
import { byHint, exists, freshPost, hinted, refsOf } from '../which.ts';
import { addressed, likely, type MeaningReader, sure, weak } from './reader.ts';

const name = '[\\u4e00-\\u9fff]{2,3}';
const handOver = new RegExp(
  `(?:换|转|让|交)给(?<to>${name})|(?<by>${name})(?:替|顶|代|帮)(?:我|俺)(?:去|来|值|上|做)?|(?:请|让|叫|找)(?<asked>${name})(?:替|顶|代)(?:我|俺)?|(?:我)?(?:跟|和|与)(?<with>${name})(?:换|调)(?:了|一下|个|下)?`,
);
const agreed = /说好了|说定了|商量好|同意了|答应了|定了|已经?换|没问题|换一下|换给|转给|让给|调一下/;
const cannot = /[去来]不[了成]|没空|有事|不能[去来]|加班|走不开/;
const undo =
  /^(?:我)?(?:看|报|弄|点|搞|填|选)错[^,，。]{0,4}了?[,， ]+(?:撤销|撤回|恢复)[吧了]?[。!！]?$|^(?:撤销上一步|发错了?[,， ]*撤回|撤销|撤回|搞错了?|弄错了?|点错了?|发错了?|报错了?|说错了?|打错了?|刚才(?:那个|的)?(?:不算|取消|撤销|作废)|上一?条?(?:不算|撤销)|恢复|还原|undo)(?:[,，。!！ ]*(?:撤销|不算|取消|恢复))?[吧了啊一下刚才上条个的]*$/i;
const dropped =
  /(?:求助|需求|报修)(?:我)?不要了|(?:不用|不需要|不必|甭|不麻烦|无需|用不着)(?:了|再|来|人|帮忙|帮|修|送|换|抬|搬|陪|取|买|拿|跑|管|弄|接|教|看|带|做|捎|志愿者|麻烦|你们|上门|派人|大家)|(?:自己|儿子|女儿|家人|老公|物业|邻居|朋友|亲戚|师傅|别人|已经|我们|孩子|老伴)[^,，。]{0,10}(?:解决|修好|弄好|搞定|换好|送来|买了|处理|取了|搬了|抬了|来弄|过来弄|接走|接了|找到)(?:了)?|(?:取消|撤(?:掉|回|销)|删(?:掉|除))[^,，。]{0,6}(?:求助|需求|报修|申请)|(?:求助|需求|报修)(?:取消|撤)|(?:猫|狗|人|钥匙|老人|孩子)(?:已经)?找(?:到|着)了|没事了|已经好了|自己好了/;
const join =
  /^志愿者?报名|^(?:我要|我想|申请)?(?:注册|登记)(?:志愿者|一下)?$|我是[^,，。]{2,8}[,，。 ]*(?:也)?(?:想|愿意)(?:来|一起)?(?:帮忙|出(?:份|把)?力|服务|做点事)|(?:想|要|愿意)(?:参加|做)志愿(?:服务|工作)|(?:想|要|希望|申请)(?:加入|参加)你们(?!的?(?:活动|群))|(?:我)?(?:想|要|申请|希望|打算|能|可以|愿意|怎么|如何)?(?:当|做|加入|成为|登记成?|注册成?|报名(?:当|做|成为)|入)(?:个|一名|为|成|咱们?|你们|社区|的|你们的|我们的|一个|是)*(?:志愿者|志愿队|义工|志愿服务队|志愿团队)(?!的|们|活动|需要)|(?:登记|注册|录入)(?:一下|下)?(?:我的?)?(?:信息|资料|特长|志愿者)|^报名(?:当)?志愿者|(?:姓名|名字)[:：]?.{1,5}(?:电话|手机|特长)|(?:我叫|我是)[\u4e00-\u9fff]{2,4}[,，。 ].{0,40}(?:加入|登记|注册|当志愿|特长|擅长|会)/;

/** Cheap looks before the dear ones. */
const instead = /替|顶|代|帮我|[换转让交]给|跟.*[换调]|[和与].*[换调]/;
const introduced = /志愿|义工|登记|注册|录入|姓名|名字|我叫|我是|你们/;

/** 换给小赵 12; X替我去，说好了. */
function swap(line: Line, s: Situation): Meaning | undefined {
  if (!says(instead, line.text)) return undefined;
  const found = handOver.exec(line.text);
  const groups = found?.groups ?? {};
  const said = groups['to'] ?? groups['by'] ?? groups['asked'] ?? groups['with'] ?? '';
  const inside = readNamesInside(line.original).find((n) => said.includes(n) || n.includes(said));
  // 周五巡逻冯雪替我去: without a blank before it, a name of two may have taken a character along.
  const who = inside ?? (looksLikeName(said) ? said : looksLikeName(said.slice(-2)) ? said.slice(-2) : said);
  if (
    !found ||
    !who ||
    /有人|谁|你|大家|别人|他人|哪位|没人|志愿/.test(who) ||
    line.mood.question ||
    line.mood.hypothesis
  )
    return undefined;
  const refs = refsOf(line.whole).filter((r) => exists(r, s));
  const beside = line.text.replace(found[0], said.slice(0, said.length - who.length));
  const hint = refs.length === 0 && (s.items !== 'any' || describesWork(line.text)) ? hinted(beside, s) : undefined;
  const settled = agreed.test(line.text);
  const named = looksLikeName(who) || readCalled(line.text).includes(who);
  if (!named) return undefined;
  const post = freshPost(s);
  const target = hint?.refs ?? (refs.length === 0 && post?.kind === 'reminder' ? post.refs : undefined);
  const holdsOne = s.holds !== 'any' && s.holds.length === 1 ? s.holds : undefined;
  const slots: Slots = { names: [who], ...(refs.length > 0 ? { refs } : {}), text: line.text };
  const known = refs.length > 0 || hint !== undefined || target !== undefined;
  // Said to the bot by whoever cannot come and holds one thing, it is an order and no wish.
  const orders = addressed(s) && holdsOne !== undefined && cannot.test(line.text);
  const confidence = known
    ? settled || addressed(s)
      ? 0.94
      : likely
    : orders
      ? 0.94
      : addressed(s) && settled
        ? sure
        : holdsOne && settled
          ? sure
          : weak;
  return {
    does: 'swap',
    slots,
    confidence,
    ...((target ?? (known ? undefined : holdsOne)) ? { target: target ?? holdsOne! } : {}),
  };
}

/** 衣柜不用抬了; 不用来了，已经修好了. */
function withdraw(line: Line, s: Situation): Meaning | undefined {
  if (!says(dropped, line.text) || line.mood.question || line.mood.hypothesis) return undefined;
  const refs = refsOf(line.whole, false);
  const target = s.reported.length === 1 ? s.reported : undefined;
  // 没事了 谢谢 takes back only what was reported.
  if (s.reported.length === 0 && /^没事(?:了|啦|儿了?)?(?:[\s,，。!！]|$)/.test(line.text)) return undefined;
  if (s.chat !== 'direct' && refs.length === 0 && !s.mention) return undefined;
  const plainly =
    /(?:需求|求助|报修)[^,，。]{0,3}(?:取消|撤)|(?:取消|撤)[^,，。]{0,6}(?:求助|需求|报修|申请)|(?:不用|不需要|不必)(?:再|来)?了/.test(
      line.text,
    );
  if (s.role !== 'resident' && s.reported.length === 0 && !(plainly && refs.length > 0 && s.role !== 'leader'))
    return undefined;
  const mine =
    s.items === 'any'
      ? []
      : s.items.filter((i) => i.kind === 'need' && s.reported.some((r) => r.number === i.ref.number));
  // Whoever did it instead (我闺女换的) says nothing of which need it was.
  const said = line.sentences.find((clause) => dropped.test(clause.text))?.text ?? line.text;
  const fitting = mine.length > 1 ? byHint(said, mine) : [];
  const described = fitting.length === 1 ? { refs: [fitting[0]!.ref] } : undefined;
  return {
    does: 'withdraw',
    slots: { text: line.text, ...(refs.length > 0 ? { refs } : {}) },
    confidence: s.reported.length > 0 || refs.length > 0 ? 0.94 : plainly ? 0.93 : 0.85,
    ...(refs.length === 0 && (described?.refs ?? target) ? { target: described?.refs ?? target! } : {}),
  };
}

function joining(line: Line, s: Situation): Meaning | undefined {
  if (!says(introduced, line.text) || !says(join, line.text) || line.mood.exhort || line.mood.hearsay || line.mood.past)
    return undefined;
  if (
    !/我(?:也)?(?:想|要|愿意)(?:加入|当|报名)/.test(line.text) &&
    /^(?:怎么|如何|咋)|(?:怎么|如何)(?:当|做|加入|成为|注册)/.test(line.text) &&
    !addressed(s)
  )
    return undefined;
  const called = /(?:姓名|名字|我叫|我是)[:：]? ?([\u4e00-\u9fff]{2,4})/
    .exec(line.original)?.[1]
    ?.replace(/(?:电话|手机|想|要|住)$/, '');
  const phone = line.phone;
  const place = line.place;
  const name = called && looksLikeName(called) ? called : phone ? readNames(line.original)[0] : undefined;
  const slots: Slots = {
    text: line.text,
    ...(name ? { names: [name] } : {}),
    ...(phone ? { phone } : {}),
    ...(place ? { place } : {}),
  };
  const firm = /我|姓名|申请/.test(line.text) && !/我(?:妈|爸|朋友|同事)?(?:是|也是)志愿者/.test(line.text);
  return {
    does: 'join',
    slots,
    confidence: addressed(s) ? 0.94 : firm && /想|要|申请|姓名/.test(line.text) && line.text.length < 60 ? 0.91 : weak,
  };
}

/** Reads swaps, undo, withdrawals and wishes to join. */
export const readSwap: MeaningReader = (line, s) => {
  if (says(undo, line.text.trim()))
    return [{ does: 'undo', slots: {}, confidence: addressed(s) ? sure : /撤销/.test(line.text) ? sure : likely }];
  return [swap(line, s), withdraw(line, s), joining(line, s)].filter((m): m is Meaning => m !== undefined);
};
