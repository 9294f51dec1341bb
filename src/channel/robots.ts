/**
 * What the group robots of 企业微信, 钉钉 and 飞书 read and answer, as their documents say. All three answer HTTP 200 to what
 * they refuse, and say so in the body. Pure.
 * - 企业微信 (developer.work.weixin.qq.com/document/path/91770): `errcode` 0 is taken; 93000 a wrong key, 45009 too often.
 * - 钉钉 (open.dingtalk.com, custom robots): `errcode` 0 is taken; 310000 the keyword, signature or address is not allowed,
 *   300005 a wrong key, 130101 too often.
 * - 飞书 (open.feishu.cn, 自定义机器人使用指南): `code` 0 is taken (`StatusCode` is what it was called before); 19024 keyword,
 *   19022 address, 19021 signature, 19001 a wrong key, 9499 not understood, 11232 too often.
 */
import { z } from 'zod';

export type Robot = '企业微信' | '钉钉' | '飞书';

/** By the path: companies that run their own have other hosts. */
const paths: readonly (readonly [RegExp, Robot])[] = [
  [/\/cgi-bin\/webhook\/send$/, '企业微信'],
  [/\/robot\/send$/, '钉钉'],
  [/\/open-apis\/bot\/v2\/hook\//, '飞书'],
];

export function robotAt(url: string): Robot | undefined {
  const { pathname } = new URL(url);
  return paths.find(([path]) => path.test(pathname))?.[1];
}

/** Who is none of them gets both forms in one, and takes what it likes. */
export function bodyFor(robot: Robot | undefined, text: string): object {
  const common = { msgtype: 'text', text: { content: text } };
  const ofFeishu = { msg_type: 'text', content: { text } };
  if (robot === '飞书') return ofFeishu;
  return robot ? common : { ...common, ...ofFeishu };
}

const answerSchema = z.looseObject({
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
  code: z.number().optional(),
  msg: z.string().optional(),
  StatusCode: z.number().optional(),
});

/** Why an answer is a refusal, in a few words; undefined when the message was taken. */
export function refusalOf(robot: Robot | undefined, ok: boolean, status: number, body: string): string | undefined {
  const answer = read(body);
  // What `code` means elsewhere nobody knows: many say 200 in it.
  const code = robot === '飞书' ? (answer?.code ?? answer?.StatusCode) : answer?.errcode;
  const words = robot === '飞书' ? answer?.msg : answer?.errmsg;
  if (code !== undefined && code !== 0) return `${code}${words ? ` ${words}` : ''}`;
  if (!ok) return `HTTP ${status}`;
  return robot && code === undefined ? 'an answer that no such robot gives' : undefined;
}

function read(body: string): z.infer<typeof answerSchema> | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** The same words without what is secret in an address: its parameters, and the last part of its path. */
export function withoutKeys(words: string, url: string): string {
  const { pathname, searchParams } = new URL(url);
  const keys = [...searchParams.values(), pathname.split('/').at(-1) ?? ''].filter((key) => key.length >= 8);
  return keys.reduce((left, key) => left.replaceAll(key, '…'), words);
}
