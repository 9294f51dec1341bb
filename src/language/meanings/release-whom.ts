/** Who gives something back when it is not the speaker: 刘姐1号来不了了, 把刘姐的1号取消, 取消 1 刘姐. Pure. */
import type { Clause } from '../line.ts';
import { looksLikeName, readNames } from '../person.ts';

/** The speaker is the one: 刘姐，我1号来不了了. Of what is 我妈's the speaker is not. */
const speaker = /(?:我|俺|咱|吾|本人)(?!家?(?:妈|爸|老|儿|女|媳|婆|公|爱人|同事|朋友|闺|姐|哥|弟|妹))/;
/** An elder who is named is mostly the one that is visited: only who plainly comes no more is meant. */
const elder = /(?:奶奶|爷爷|大爷|大妈|大娘|老太太?|老爷子|婆婆|公公|外婆|姥姥)$/;
/** Before the name: nothing, the number, or what one says to have it done. */
const before = '^(?:(?:麻烦|请|帮忙|帮|给|替|把|那个?|就|先|取消(?:掉|了|一下)?|退(?:掉|了)?|[ⓇⒷⓉ]号?|的|[\\s,，])*)';
const after =
  '(?=的?[\\s]*(?:$|[ⓇⒷⓉ]|的|不(?:去|来|参加|能|用|报)|来不|去不|到不|没(?:法|空|时间|办法)|有事|临时|家里|今天|明天|这次|可能|恐怕|也|说|退|取消|请假|生病|病了|发烧|感冒))';
const named = [4, 3, 2].map((length) => new RegExp(`${before}([\\u4e00-\\u9fff]{${length}})${after}`));
const last = [4, 3, 2].map(
  (length) => new RegExp(`(?:取消|退|划掉|去掉|删掉|不算|别算)(?:掉|了)?[ⓇⒷ号的]*([\\u4e00-\\u9fff]{${length}})了?$`),
);
const plainly = /(?:不去|不来|来不了|去不了|不参加)了/;

/** Who is called, not who goes: 取消1号 王书记. */
const called = /(?:书记|主任|组长|队长|经理|干事)$/;

/** The name of whoever a refusal is about; undefined when it is the speaker. */
export function whoseRelease(clause: Clause): string | undefined {
  const text = clause.skeleton;
  if (speaker.test(text)) return undefined;
  for (const pattern of [...named, ...last]) {
    const name = pattern.exec(text)?.[1];
    if (name && looksLikeName(name) && (!elder.test(name) || plainly.test(text))) return name;
  }
  // A name that stands apart at the end has a mark of its own.
  const apart = text.endsWith('Ⓗ') ? readNames(clause.text).at(-1) : undefined;
  return apart && !elder.test(apart) && !called.test(apart) ? apart : undefined;
}
