/**
 * Frames are patterns over skeletons, written with a few shared words in braces. A frame takes a whole clause: whatever
 * it does not explain makes it fail, which is what keeps it silent under other talk. Pure.
 */

/** Shared words. `{ref}` is a number that may be claimed; all others are optional fillers or lists of words. */
const shared: Record<string, string> = {
  ref: '(?:Ⓡ|Ⓑ)',
  refs: '(?:Ⓡ|Ⓑ)(?:(?:[、,和跟与/]|还有|以及){0,2}(?:Ⓡ|Ⓑ)){0,12}',
  nth: 'Ⓝ',
  time: 'Ⓣ',
  me: '(?:我们家|咱们家|俺们家|我|俺|咱|吾|偶|本人|我们|咱们|俺们|阿拉|我家|我这边|我自己|个人|伲|我哋|阮|额|我本人|我也|俺也|咱也|吾也)',
  /** What may stand before: agreement, addresses, politeness. */
  lead: '(?:但是|不过|然后|因为|所以|可是|而且|另外|那个|就是|呃|那么|那就|那|嗯+|好的|好吧|好|行吧|行|可以|没问题|收到|来来来|哎呀?|诶|喂|嗨|大家好|书记|老师|亲|麻烦|劳驾|请|帮我|给我|替我|帮忙|小助手|小援|星援|机器人|你好|您好|各位|不好意思|抱歉|对不起|实在|辛苦|谢谢|算了|唉|啊|哦|噢|哈喽|hi|hello|ok|OK|正好|刚好|反正|既然|这样|报告|主任|组长|群主|管理员|志愿者|今天|要不|干脆|索性|还是|其实){0,5}',
  /** Small words around a verb. */
  adv: '(?:代表|请(?:个|半天)?假|下班|顺路|顺便|顺手|回头|等会儿?|一会儿?|待会儿?|晚点|骑车|开车|这就|现在|路过|也|就|都|先|再|要|想|想要|想去|来|去|可以|能|愿意|准备|打算|申请|一起|一块儿?|自己|亲自|主动|积极|必须|肯定|一定|正好|刚好|又|还|还是|直接|全|马上|立刻|果断|帮忙|过来|过去|顺便|给|把|得|会){0,5}',
  /** Particles at the end. */
  soft: '(?:咧|咗|嘎|哩|吧|啊|呀|哈|哦|啦|喽|咯|呗|噻|嘛|了|的|呢|哟|嘞|撒|滴|嗯|额|哒|噢|哇|喔|诶|欸|耶|捏|鸭|叭|咧|儿|着|嘿|好了|行了|就行|就好|试试|看看){0,5}',
  /** Asking for a nod, thanks. */
  nod: '(?:行不行|行不|行吗|可以吗|可以不|可以么|中不中|中不|好吗|好不|好不好|要得不|要得|成不|成吗|ok不|ok吗|谢谢你?|多谢|感谢|辛苦了?|麻烦了?|麻烦你?了|拜托了?|收到|没问题|哈|啊|可否|能行不|好伐|得不得行)?',
  /** What a number may be of. */
  thing:
    '(?:号|这个|那个|这|那|的|活动|任务|需求|单子?|活儿?|事儿?|事情|项目|班次?|场|岗位?|名额|位子|位置|个|那场|这场|那单|这单|那项|这项|服务|志愿活动|志愿服务){0,5}',
};

/** Compiles a frame. `{word}` stands for a shared word or one of `own`. The whole skeleton must fit. */
export function frame(source: string, own: Record<string, string> = {}): RegExp {
  return new RegExp(`^${expand(source, own)}$`);
}

/** The same without the ends, for what stands inside a clause. */
export function inside(source: string, own: Record<string, string> = {}): RegExp {
  return new RegExp(expand(source, own));
}

function expand(source: string, own: Record<string, string>): string {
  return source.replace(/\{([a-z]+)\}/g, (_, name: string) => {
    const found = own[name] ?? shared[name];
    if (found === undefined) throw new Error(`a frame uses {${name}}, which nobody describes`);
    return found.includes('{') ? expand(found, own) : found;
  });
}
