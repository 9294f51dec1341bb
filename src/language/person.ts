/** People in a text: 王奶奶, 小赵, 我妈, 老李家的; for whom something is, and who is named. Pure. */

import { match, mayFit } from './says.ts';

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤倪温康施文牛樊葛邢安齐易乔伍庞颜庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝';
const elderTitle =
  '(?:奶奶|爷爷|大爷|大妈|大娘|阿姨|老太太?|老爷子|老伯|伯伯|伯母|婆婆|阿婆|阿公|外婆|姥姥|叔叔?|大叔|大伯|大姐|大哥|大嫂|婶婶?|嫂子?|爹爹|太太|先生|女士|老师|老人)';
const relatives =
  '(?:妈妈?|母亲|老妈|爸爸?|父亲|老爸|爸妈|父母|奶奶|爷爷|姥姥|姥爷|外婆|外公|老伴儿?|老公|老婆|爱人|婆婆|公公|岳母|岳父|丈母娘|老丈人|儿子|女儿|闺女|孩子|孙子|孙女|外孙|媳妇|老头子?|老太婆|老爷子|奶|哥|姐|弟|妹|叔|姑姑?|舅舅?|姨妈?|家老人|家老爷子|家老太太)';
const titled = new RegExp(`[${surnames}]${elderTitle}`, 'g');
const calledName = new RegExp(
  `(?:[小老大阿](?!区|时|孩|学|人|年|师|板|是|家|子|王八|鼠|虎|爷|妈|伯|姐|哥|叔|婆|公|天|概|约|门|夫|车|量|多|事|件|姨)[${surnames}]|[${surnames}](?:姐|哥|工|总|主任|书记|队长|组长|经理|师傅|老师|医生|大夫|叔|姨|婶|嫂|妈|爸|爷|奶))`,
  'g',
);
const mine = new RegExp(`(?:我家?|俺家?|咱家?)(?:的)?${relatives}(?!们)`);
const house = new RegExp(
  `(?:[${surnames}](?:伯|叔|婶|姨|嫂|爷|奶|姥|老)(?=家|[\\s,，]|的)|[${surnames}]${elderTitle}|老[${surnames}]|[${surnames}]家)家?`,
);
const notNames =
  /^(?:谢[那这谢你您大各位他她]|好评|我们|你们|他们|大家|有人|没人|谁|自己|老人|志愿|活动|周[一二三四五六日天]|明天|今天|后天|上午|下午|任务|报名|取消|时间|成功|成员|方便|高兴|高血|安排|安全|马上|应该|于是|和我|关于|方法|能去|能来|有空|白天|文明|时候|全部|全家|都去|都来|连续|查询|钱包|钱到|明白|单位|项目|房子|房租|路上|向您|解决|应急|安装|管理|包饺|包汤|包粽|陪诊|游泳|车子|党员|党群|党小|米面|和谁|和他|古城|柴油|谷歌|水果|万一|石头|金额|白菜|牛奶|江湖|龙头|马桶|毛巾|黄瓜|孔雀|温度|康复|施工|易拉|武术|司机|商场|商量|农村|师傅|连接|项链|简单|宁愿|卫生|成都|纪念|季度|盛大|游戏|边上|边缘|全程|全天|明年|明晚|景区|连着|席位|景点)/;

/** Somebody for whom something is: an elder with a name, or a relative of the speaker (without “我”). Undefined when nobody. */
export function readBeneficiary(text: string): string | undefined {
  const elder = mayFit(titled, text) ? text.match(titled)?.[0] : undefined;
  if (elder && !/(?:老师|先生|女士)$/.test(elder)) return elder.replace(/老太$/, '老太太');
  const own = match(mine, text)?.[0];
  if (own) return own;
  return elder ?? match(house, text)?.[0]?.replace(/家$/, '');
}

/** People called by a short name: 小赵, 老周, 王姐, 陈老师; in order, each once. */
export function readCalled(text: string): string[] {
  return [...new Set([...(text.match(titled) ?? []), ...(text.match(calledName) ?? [])])].sort(
    (a, b) => text.indexOf(a) - text.indexOf(b),
  );
}

const fullName = new RegExp(
  `^[${surnames}](?:[\\u4e00-\\u9fff]{1,2})$|^(?:欧阳|上官|司马|诸葛|司徒|东方)[\\u4e00-\\u9fff]{1,2}$`,
);

/** The first of each. */
const aCalledName = new RegExp(calledName.source);
const aTitled = new RegExp(titled.source);

/** Whether a piece that stands alone looks like a person's name (王建国, 小赵, 王姐, Tom). */
export function looksLikeName(piece: string): boolean {
  if (
    notNames.test(piece) ||
    /[\u4e00-\u9fff](?:去|来|没|替|和|跟|报|接|说|到|不|也|都|要|在|的|了|吧|是|有|请)$/.test(piece)
  )
    return false;
  if (fullName.test(piece)) return true;
  if (/^[A-Z]/.test(piece)) return /^[A-Z][a-z]{1,11}$/.test(piece);
  return aCalledName.exec(piece)?.[0] === piece || aTitled.exec(piece)?.[0] === piece;
}

/** Names that stand as pieces of their own, between blanks, commas, 和 or 、: 指派[小马]和[陈静]去. */
export function readNames(text: string): string[] {
  const pieces = text.split(/[\s,，、;；。:：+＋()（）!！?？]|和|跟|与/).map((p) => p.trim());
  const named = pieces.filter((p) => p.length <= 5 && looksLikeName(p));
  return [...new Set(named)];
}

/** What may stand right before and right after a name inside a sentence without blanks. */
const nameStarts =
  /(?:^|[^\u4e00-\u9fff]|号|是|有|派|给|让|叫|请|由|帮|字|写|填|和|跟|与|把|记|的|换|找|到|去|替|喊|催|问|说)$/;
const nameEnds =
  /^(?:$|[^\u4e00-\u9fff]|和|跟|与|去|来|没|未|缺|负责|接|处理|跟进|做|办|替|顶|代|说|今天|昨天|这次|也|都|设|吧|了|的|到|换|为|爽约|迟到|请假|从|带|一起|两|报|登记|加|留|参加|挂|算|顺)/;

/** Full and short names inside running text: 12号由[郑海]负责, 派[小马]和[陈静]去. In order, each once. */
export function readNamesInside(text: string): string[] {
  const names: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!nameStarts.test(text.slice(Math.max(0, at - 2), at))) continue;
    const name = [4, 3, 2]
      .map((n) => text.slice(at, at + n))
      .find((n) => n.length >= 2 && looksLikeName(n) && nameEnds.test(text.slice(at + n.length, at + n.length + 2)));
    if (!name) continue;
    names.push(name);
    at += name.length - 1;
  }
  return [...new Set(names)];
}

/** Wording → for whom. */
export const wordings: readonly (readonly [string, string | undefined])[] = [
  ['帮5号楼陈奶奶打扫卫生', '陈奶奶'],
  ['张奶奶想出去晒太阳', '张奶奶'],
  ['李大爷的药送到了', '李大爷'],
  ['陪王阿姨去医院', '王阿姨'],
  ['我妈摔了', '我妈'],
  ['我奶奶想理发', '我奶奶'],
  ['我家老爷子要透析', '我家老爷子'],
  ['我老伴腿脚不好', '我老伴'],
  ['老李家的灯坏了', '老李'],
  ['8号楼302的刘奶奶让我帮她问问', '刘奶奶'],
  ['有人吗', undefined],
  ['灯泡坏了', undefined],
];

/** Wording → names. */
export const nameWordings: readonly (readonly [string, string[]])[] = [
  ['3号 王建国 2人', ['王建国']],
  ['小马和陈静', ['小马', '陈静']],
  ['周一 上午', []],
  ['Tom', ['Tom']],
  ['明天 下午', []],
];
