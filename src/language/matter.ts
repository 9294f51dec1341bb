/** What a need is about, in two or three words that everybody may read: 修水管, 取药. Pure. */

const matters: readonly (readonly [RegExp, string])[] = [
  [/(?<!气)漏(?![气电风雨])|水管|龙头/, '修水管'],
  [/马桶|下水|堵(?!车)|管道/, '通下水'],
  [/路灯/, '修路灯'],
  [/灯|不亮/, '换灯'],
  [/暖气|不热/, '看暖气'],
  [/煤气|燃气/, '看燃气'],
  [/停电|没电(?!梯)|跳闸|插座|电路/, '看电路'],
  [/门锁|锁|纱窗|窗/, '修门窗'],
  [/柜|沙发|床垫|冰箱|洗衣机|抬|搬/, '搬东西'],
  [/血压|血糖/, '量血压'],
  [/取药|拿药|买药|开药|送药|药/, '取药'],
  [/看病|医院|陪诊|挂号|复查|输液/, '陪看病'],
  [/透析|接送|接一下|送一下/, '接送'],
  [/垃圾/, '倒垃圾'],
  [/送饭|做饭|午饭|午餐|晚饭|助餐|餐/, '送餐'],
  [/买菜|买米|代买|采购|米|菜|快递/, '跑腿代买'],
  [/手机|微信|电视|电脑|网络|视频|遥控/, '教手机电视'],
  [/蟑螂|老鼠|白蚁/, '除虫'],
  [/打扫|擦玻璃|卫生|清洁/, '打扫'],
  [/理发|剪头/, '理发'],
  [/孩子|接娃|带娃|作业/, '看孩子'],
  [/猫|狗|宠物/, '照看宠物'],
  [/聊天|说说话|解闷|下棋|陪/, '陪伴'],
  [/借/, '借东西'],
];

/** What is asked for goes before what stands around it: 想理发，她不会用手机. */
const asks = /想|帮|请|要|能不能|能否|求|谁|麻烦|需要/;

const firstOf = (text: string): string | undefined => matters.find(([pattern]) => pattern.test(text))?.[1];

/** The matter that words name; undefined when they name none. */
export function matterOf(words: string): string | undefined {
  const asked = words.split(/[,，。;；!！?？\n…]/).filter((clause) => asks.test(clause));
  for (const clause of asked) {
    const matter = firstOf(clause);
    if (matter) return matter;
  }
  return firstOf(words);
}
