/** Lines that want no answer even in a direct chat: thanks, acknowledgements, farewells, lines without a word. Pure. */

const courtesy =
  /^祝(?:你|您|大家|各位)?[^?？]{2,12}$|^(?:不好意思)?[,， ]*发错(?:人|群|地方)|发错了?[,， ]*不是(?:给|发)|^(?:好(?:的|嘞|滴|呀|啊|吧|了)?|行|可以|嗯+|恩+|哦+|噢|收到|知道了?|明白了?|了解|晓得了?|谢+(?:谢|啦|了)?.{0,8}|多谢.{0,6}|感谢.{0,10}|辛苦.{0,6}|麻烦.{0,6}|不客气|不用谢|没事(?:的|了)?|(?:你)?真?(?:棒|厉害|好样的|贴心)|真?是?(?:个)?(?:大)?好人(?:呐|哪|一生平安|好报)?|(?:太|真是?|实在|十分|非常)?(?:感谢|谢谢|感激|麻烦|辛苦)(?:你|您|大家|各位|志愿者|小同志|师傅|社区|书记|了|啦|啊|们)*|干得(?:漂亮|好|不错)|太棒了?|再见|拜拜|晚安|早(?:上好|安)?|ok|哈+|呵+|嘿+)[,，。!！~ 的了啊呀哈吧]*$/i;

/** Whether a line is politeness or has no word in it. */
export function isCourtesy(text: string): boolean {
  const line = text.trim();
  if (!/[\p{Script=Han}A-Za-z0-9]{2}/u.test(line) || courtesy.test(line)) return true;
  const parts = line.split(/[\s,，。!！~]+/).filter(Boolean);
  return parts.length > 1 && parts.every((part) => courtesy.test(part));
}
