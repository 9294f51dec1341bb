/** What an order about a need says besides its number and its verb: why it is refused, to whom it is passed. Pure. */

/** The number at the beginning: 12、#12号需求. */
const number = /^(?:把)?[#№]?\s?[0-9]{1,6}\s?号?(?:的?需求|这[个单条])?\s*/;
const refusing =
  /^(?:就|先|给|已|这[个单条]|需求|把)*(?:不予(?:受理|通过)|不(?:受理|接受|通过|批)|驳回|退回|拒绝|拒掉|婉拒|回绝|不接|办不了|做不了)(?:了|去|吧|掉|这[个单条])*/;
const opening = /^[\s,，、。:：;；]*(?:(?:原)?因(?:为|是)?|理由是?)?[\s,，:：]*/;

/** The reason in a refusal, undefined when it gives none: 退回4 轮椅借出去了 → 轮椅借出去了, 12不予受理 → undefined. */
export function readReason(text: string): string | undefined {
  let rest = text.trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(number, '').replace(refusing, '').replace(opening, '');
  }
  rest = rest.replace(/[\s。.!！~～]+$/, '');
  return /[\p{L}\p{N}]{2}/u.test(rest) ? rest : undefined;
}

const passing =
  /(?:退给|转(?:给|交给?|到|办|介|派给|至|去|送)?|移交给?|交由|交给|报给|反馈给|上报(?:给|到)?|联系|找)了?\s*(?<whom>[^\s,，。;；!！?？]{2,16})/;
const afterwards = /(?:(?:来|去|帮忙)?(?:处理|解决|跟进|看看|修|办理?)(?:一下)?|那边|了|吧|来)+$/;

/** To whom something is passed: 12号转物业处理 → 物业. */
export function readPassedTo(text: string): string | undefined {
  const whom = passing.exec(text)?.groups?.['whom']?.replace(afterwards, '');
  return whom && whom.length > 1 ? whom : undefined;
}

/** What an order says, and its reason. */
export const reasons: readonly (readonly [string, string | undefined])[] = [
  ['退回4', undefined],
  ['退回 4', undefined],
  ['12不予受理', undefined],
  ['驳回12。', undefined],
  ['这单办不了', undefined],
  ['12号不受理，不归我们管', '不归我们管'],
  ['12退回，不是志愿者能做的', '不是志愿者能做的'],
  ['退回12 原因：轮椅都借出去了，下周一再来问', '轮椅都借出去了，下周一再来问'],
  ['把12号需求退回吧，要专业电工', '要专业电工'],
  ['3不属于社区管，找街道', '不属于社区管，找街道'],
  ['拒绝12 因为要持证上岗', '要持证上岗'],
];

/** What an order says, and to whom it passes the need. */
export const passed: readonly (readonly [string, string | undefined])[] = [
  ['12转给物业', '物业'],
  ['12号转物业处理', '物业'],
  ['12报给街道了', '街道'],
  ['12交给燃气公司', '燃气公司'],
  ['12号转12345', '12345'],
  ['12联系供电局来修一下', '供电局'],
  ['12上报给城管大队了，等回复', '城管大队'],
  ['12退回', undefined],
];
