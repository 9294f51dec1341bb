/**
 * Claims whose words come in any order: 4号活动给我算上, 把我加到5号里, 仨人 我们家, 俺来整. Every word must be known to belong
 * to a claim; one word more, and it is talk. Pure.
 */
import type { Clause } from '../line.ts';

/** Words that take something on. */
const commit =
  /报名|认领|参加|加入|加到|加上|加个?|报|领|接手|接|算上?|带上?|添上?|添|留|占|记上?|写上?|凑|去|来|上|干|整|弄|搞|做|办|修|换|送|取|可以|行|能|愿意|有空|没问题|OK|ok|举手|负责|承包|顶|替|帮|⊕|\+|Ⓒ|仨|俩/;
const words = [
  '报名参加|报名|认领|参加|加入|加到|加上|加个?|报上|报个|报一个|报|领取|领|接手|接|算上|算个?|带上|带|添上|添|留|占个?|记上|写上|写在|写到|记到|记在|填上|填|代表|凑个?数|凑',
  '去一趟|跑一趟|走一趟|过去|过来|去|来|上门|上|干|整|弄|搞|做|办|修|换|送|取|搬|抬|陪|教|顶|替|帮个?忙|帮|搭把手|负责|承包|处理|搞定|解决',
  '可以|没问题|愿意|有空|有时间|有兴趣|能|行|OK|ok|举手|必须|肯定|一定|积极|支持|想|要|愿|打算|准备|申请',
  '娘儿?俩|爷儿?俩|姐俩|哥俩|母女俩|父子俩|母子俩|父女俩|姐妹俩|兄弟俩|小两口|老两口|那口子|我们家|我们俩?|咱们俩?|俺们俩?|我家|咱家|俺家|我俩|咱俩|俺俩|我仨|我|俺|咱|吾|偶|阿拉|本人|个人|自己|一家子?|全家|两口子|三口|四口|五口|夫妻俩?',
  '老公|老婆|老伴|爱人|媳妇|儿子|女儿|闺女|孩子|娃|宝宝|老妈|老爸|爸妈|我?妈|我?爸|婆婆|公公|对象|男朋友|女朋友|弟弟?|妹妹?|哥哥?|姐姐?|朋友|同事|邻居|闺蜜|家属',
  'Ⓡ|Ⓑ|Ⓝ|Ⓣ|Ⓒ|Ⓐ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|⊕|\\+|[小老](?:[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭])|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭](?:姐|哥|叔|姨|阿姨|大爷|老师|师傅)',
  '一个人|两个人|俩人|仨人|一个|两个|三个|一名|一位|一份|名额|位置|位子|个位|名字|名|位|俩|仨|个',
  '这次|这回|这个|那个|这场|那场|这单|这活儿?|那活儿?|这事儿?|这忙|活动|任务|需求|单子?|号|里|里面|活儿|那|这|的',
  '也|都|就|先|再|还是|还|一起|一块儿?|一道|直接|马上|立刻|这就|现在|正好|刚好|顺路|顺便|顺手|请(?:个|半天)?假|下班|骑车|开车|半天|全天|一天|上午|下午|晚点|早点|让|给|把|跟|和|与|及|同|叫|是|为|到',
  '麻烦|请|劳驾|谢谢|多谢|辛苦|收到|好的|好吧|好|嗯|哦|啊|呀|哈|啦|喽|咯|呗|嘛|吧|了|呢|哟|哒|滴|撒|噻|嘞|咧|行吗|可以吗|可以不|行不|中不|中|成|得|哎|诶|嗨|那就|小助手|小援|老师|书记|组长|大家|各位|住|在家|工具|休息|没事|没课|放假|不上班|有',
].join('|');
const known = new RegExp(words, 'g');
/** Words that make it no claim, or somebody else's. */
const spoils =
  /不(?!$|上班)|没(?!问题|事|课)|别|无|谁|哪|几|多少|什么|啥|怎么|咋|吗[?？]?.|取消|退|撤|放弃|算了|算我的|我去[!！]|完了|过了|早就|已经|曾|刚才|昨|前天|上次|以前|他们|她们|你|您|大家都|人家|要是|如果|可能|也许|尽量|再说|看看/;

/** How a claim without a number begins: with who comes, or with a verb that counts in. */
const begins =
  /^(?:好的?|行|嗯+|收到|那就?|可以|来|哎|诶)*(?:我|俺|咱|吾|偶|阿拉|本人|Ⓗ|Ⓒ|Ⓟ|⊕|\+|全家|一家|两口|仨|俩|[小老][\u4e00-\u9fff]|[\u4e00-\u9fff](?:姐|哥|叔|姨)|老公|老婆|老伴|孩子|儿子|女儿|算|加|带我|给我|让我|把我|报|参加|举手)/;

/**
 * Whether every word of a clause belongs to a claim.
 * @param withNumber the clause names a number, so that no speaker is needed; else 我 or a person must be there
 */
export function allOfClaim(clause: Clause, withNumber: boolean): boolean {
  const skeleton = clause.skeleton;
  if (skeleton.length > 26 || spoils.test(clause.text) || !commit.test(skeleton)) return false;
  if (skeleton.replace(known, '') !== '') return false;
  // 小王报了3号 tells of somebody else.
  if (!/我|俺|咱|吾/.test(skeleton) && /(?:报|领|接|名)了/.test(skeleton)) return false;
  if (/^(?:[去来]){2,}$|^(?:参加|报名)+/.test(skeleton)) return true;
  if (!withNumber && (!begins.test(skeleton) || /的$/.test(skeleton))) return false;
  const who = /我|俺|咱|吾|偶|阿拉|本人|Ⓗ|Ⓒ|⊕|\+|全家|一家|两口子|[小老][\u4e00-\u9fff]|(?:姐|哥|叔|姨|大爷)/.test(
    skeleton,
  );
  const plain = /报|领|参加|算|加|占|接|举手/.test(skeleton);
  return withNumber ? who && (plain || /(?:去|来|上|可以|能|行|顶|替|负责|承包|做|弄|干|整)/.test(skeleton)) : who;
}
