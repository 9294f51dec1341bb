/** The parts of wechat4u 0.7.14 (lib/core.js, lib/wechat.js) that we touch, as they are. */
import { z } from 'zod';

/** A message as web WeChat sends it (webwxsync's AddMsgList). MsgId has 19 digits: as a number it would lose some. */
export const rawSchema = z.looseObject({
  MsgId: z.string().min(1),
  MsgType: z.coerce.number(),
  SubMsgType: z.coerce.number().catch(0),
  AppMsgType: z.coerce.number().catch(0),
  FromUserName: z.string(),
  ToUserName: z.string(),
  Content: z.string().catch(''),
  /** Seconds since 1970. */
  CreateTime: z.coerce.number().min(0).max(8.64e12),
  FileName: z.string().catch(''),
  MediaId: z.string().catch(''),
  StatusNotifyUserName: z.string().catch(''),
  RecommendInfo: z
    .looseObject({ UserName: z.string(), NickName: z.string(), Content: z.string().catch(''), Ticket: z.string() })
    .optional()
    .catch(undefined),
});
export type Raw = z.infer<typeof rawSchema>;

export interface RawMember {
  UserName: string;
  NickName?: string;
  /** 群昵称 */
  DisplayName?: string;
}

export interface RawContact extends RawMember {
  RemarkName?: string;
  /** Bit 1: a friend. */
  ContactFlag?: number;
  /** Bit 8: an official account. */
  VerifyFlag?: number;
  MemberList?: RawMember[];
}

interface Bytes {
  data: Buffer;
}

export interface Core {
  readonly user: RawContact;
  contacts: { [id: string]: RawContact };
  CONF: { SPECIALUSERS: string[] };
  handleMsg(messages: unknown[]): void;
  updateContacts(contacts: RawContact[]): void;
  stop(): void;
  emit(event: string, ...values: unknown[]): boolean;
  on(event: string, listener: (...values: never[]) => void): void;
  /** One page of the friends; `Seq` is where the next one begins, 0 when there is none. */
  getContact(seq: number): Promise<{ Seq?: number }>;
  init(): Promise<unknown>;
  sync(): Promise<unknown>;
  syncCheck(): Promise<unknown>;
  batchGetContact(list: { UserName: string; EncryChatRoomId?: string }[]): Promise<RawContact[]>;
  sendMsg(text: string, to: string): Promise<{ MsgID?: string }>;
  uploadMedia(file: Buffer, name: string, to: string): Promise<{ mediaId: string }>;
  sendPic(mediaId: string, to: string): Promise<{ MsgID?: string }>;
  updateRemarkName(account: string, remark: string): Promise<unknown>;
  verifyUser(account: string, ticket: string): Promise<unknown>;
  getMsgImg(id: string): Promise<Bytes>;
  getVoice(id: string): Promise<Bytes>;
  getVideo(id: string): Promise<Bytes>;
  getDoc(from: string, mediaId: string, name: string): Promise<Bytes>;
}

/** The codes by which web WeChat says that the session is over (wechat.md 9); 1205 is “too often” and is not one. */
const SESSION_GONE = [1100, 1101, 1102];

/** The Ret or retcode inside an error of wechat4u, wherever that error keeps it. */
export function retOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message === 'already logout') return 1101;
  const data = (error as { response?: { data?: unknown } }).response?.data;
  if (typeof data === 'string') {
    const code = /retcode:"(\d+)"/.exec(data)?.[1];
    return code === undefined ? undefined : Number(code);
  }
  const found = z.object({ BaseResponse: z.object({ Ret: z.number() }) }).safeParse(data);
  return found.success ? found.data.BaseResponse.Ret : undefined;
}

export const isSessionGone = (ret: number | undefined): boolean => ret !== undefined && SESSION_GONE.includes(ret);
export const isRoomId = (id: string): boolean => id.startsWith('@@') || id.endsWith('@chatroom');
