/** What people read about who is who, and which group is ours. */
import type { Community } from '../community.ts';
import type { Person } from '../features/people/queries.ts';

interface Shown {
  number: number;
  nickname: string;
  roomAlias: string | null;
  inGroup: boolean;
  words: string;
}

const letter = (i: number): string => String.fromCharCode(65 + i);
const shown = (one: { nickname: string; roomAlias: string | null }): string =>
  one.roomAlias ? `“${one.roomAlias}”（昵称“${one.nickname}”）` : `“${one.nickname}”`;
const where = (one: Shown): string => (one.inGroup ? '在群里' : '私下');
/** What tells people of one name apart; a person whom nothing tells apart has only the letter. */
const described = (person: Person): string => {
  const more = [person.grid, person.unit].filter(Boolean).join('，');
  return more ? `${person.name}（${more}）` : person.name;
};
const choices = (one: Shown, candidates: readonly Person[]): string =>
  [
    ...candidates.map((person, i) => `是${described(person)}，回“认人 ${one.number} ${letter(i)}”`),
    `都不是、是新来的，回“认人 ${one.number} 新人”`,
  ].join('\n');
const clip = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words);

export const wording = {
  bound: (leader: string, community: Community) =>
    `好的，这里就是${community.name}的志愿服务群了，${leader}是第一位负责人。发“帮助”看看我会做什么。`,
  boundAgain: '好的，还是这个群，接着干活。',
  confirmedByCode: (name: string) => `好的，${name}，认出您了。`,

  /** To whoever leads, when only the names say so. */
  notSure: (name: string, botName: string) =>
    `${name}，这件事要先认准是您本人。请另一位书记私聊${botName}发“确认身份 ${name}”；或者在装${botName}的电脑上打开微信登录页，点“生成口令”，把它发给我。`,
  notSureAlone: (name: string) => `${name}，这件事要先认准是您本人，请书记确认一下。`,

  becameFriend: '（加了我好友）',
  whoIsIt: (one: Shown, candidates: readonly Person[]) =>
    `${shown(one)}${where(one)}说：${clip(one.words)}\n我分不清是哪一位，先没办。\n${choices(one, candidates)}`,
  poses: (one: Shown, candidates: readonly Person[]) =>
    `有人用${shown(one)}这个名字${where(one)}和我说话，不是${candidates[0]?.name ?? '您'}平常的号，我没有理会。不认识就不用管；认识的话：\n${choices(one, candidates)}`,
  askedInGroup: (name: string) => `${name}，群里有同名的，我怕认错人，先没办。已经请书记认一下，认好了就告诉您。`,
  settled: (one: { number: number }, person: Person) => `好的，记住了：${one.number} 号是${described(person)}。`,
  settledNew: (one: { number: number }, name: string) => `好的，记住了：${one.number} 号是新来的，叫${name}。`,
  sayAgain: (name: string) => `${name}，认出您了，请把刚才的话再发一遍。`,
  noSuchDoubt: '没有这个编号等着认，可能已经认过了。',
  settleHow: '请照着我问的回，比如“认人 3 A”或“认人 3 新人”。',
  confirmed: (name: string) => `好的，记住了，就是${name}本人。`,
  nothingToConfirm: (name: string) => `${name}现在不用确认。`,
  confirmWhom: '确认谁？发“确认身份 小王”这样，写上名字。',

  renamedRoom: (before: string, after: string, code: string) =>
    `群“${after}”里的人和“${before}”差不多，名字不一样，我先不说话。要是改了名，请在那个群里发：绑定 ${code}`,
  copyOfRoom: (topic: string, code: string) =>
    `有个群也叫“${topic}”，里面的人对不上，我在那里不说话。不认识就不用管；真是咱们的群，请在那个群里发：绑定 ${code}`,
  severalRooms: (topic: string, code: string) =>
    `有不止一个群叫“${topic}”，人也差不多，我先都不说话。请在对的那个群里发：绑定 ${code}`,
  putOut: (topic: string) => `我被移出了群“${topic}”，要发到群里的先存着。把我拉回去，我就接着干活。`,
  noRoom: (topic: string) =>
    `我重新登录以后还没看到群“${topic}”，要发到群里的先存着。请在群里说句话，我就能认出来；要是我不在群里了，请拉我回去。`,

  befriend: { head: '有事要单独告诉', tail: '：加我好友后我发过去。' },
  waitsForFriend: (name: string, botName: string) =>
    `有要单独发给${name}的，对方还没加${botName}好友，先等着，加了就发。`,
  waitsForSure: (name: string) =>
    `有要单独发给${name}的，可这次登录后我只凭名字认出是${name}，先等着。认得就回“确认身份 ${name}”，马上发。`,
  waitsForSureYou: (name: string) => `${name}，有要单独发给您的，先请书记确认一下是您本人，确认了马上发。`,
};
