/** Web WeChat's calls, one function each. */
import type { Answer, Call, Reply } from './http.ts';
import type { State } from './state.ts';
import { wireMessage, wirePerson, wireRoom } from './wire.ts';
import { isRoom } from './world.ts';

type Route = (call: Call, state: State, gone: AbortSignal) => Promise<Reply> | Reply;
type Json = { [field: string]: unknown };

export const json = (value: Json): Answer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
export const ret = (code: number, rest: Json = {}): Answer =>
  json({ BaseResponse: { Ret: code, ErrMsg: '' }, ...rest });
const script = (body: string): Answer => ({ headers: { 'content-type': 'text/javascript' }, body });

const syncKey = (state: State) => ({ Count: 1, List: [{ Key: 1, Val: 1000 + state.syncs }] });
const alive = (state: State) => state.login === 'in';
const lost = (state: State) => ret(state.goneCode);

const jslogin: Route = (_, state) => {
  state.uuid = `uuid-${state.nextId()}`;
  state.login = 'asked';
  state.calls.add('qr');
  return script(`window.QRLogin.code = 200; window.QRLogin.uuid = "${state.uuid}";`);
};

const login: Route = async (_, state, gone) => {
  if (state.login === 'asked') await state.held(gone);
  if (state.login === 'expired') return script('window.code=400;');
  if (state.login !== 'confirmed') return script('window.code=408;');
  const target = 'https://wx.qq.com/cgi-bin/mmwebwx-bin/webwxnewloginpage?ticket=t';
  return script(`window.code=200;window.redirect_uri="${target}";`);
};

const webwxnewloginpage: Route = (_, state) => {
  state.session += 1;
  state.login = 'in';
  const sid = `sid-${state.session}`;
  const body = `<error><ret>0</ret><message></message><skey>@crypt_${sid}</skey><wxsid>${sid}</wxsid><wxuin>1000001</wxuin><pass_ticket>ticket</pass_ticket><isgrayscale>1</isgrayscale></error>`;
  const cookies = ['wxuin=1000001', `wxsid=${sid}`, `webwx_data_ticket=data-${sid}`];
  return {
    status: 301,
    headers: { 'set-cookie': cookies.map((cookie) => `${cookie}; Domain=wx.qq.com; Path=/`) },
    body,
  };
};

/** A request of an older session is as good as none. */
const known = (call: Call, state: State): boolean => {
  if (!alive(state)) return false;
  const sid = call.query.get('sid') ?? base(call).Sid;
  return sid === undefined || sid === `sid-${state.session}`;
};
const base = (call: Call): { Sid?: string } => (body(call).BaseRequest ?? {}) as { Sid?: string };
const body = (call: Call): Json => {
  if (!call.headers['content-type']?.includes('json')) return {};
  return JSON.parse(call.body.toString() || '{}') as Json;
};

const webwxinit: Route = (call, state) => {
  if (!known(call, state)) return lost(state);
  const rooms = state.world.rooms.filter((room) => room.listed && room.members.has(state.world.me));
  return ret(0, {
    Count: rooms.length,
    ContactList: rooms.map((room) => wireRoom(room, state.session, false)),
    SyncKey: syncKey(state),
    User: { ...wirePerson(state.world.me, state.session), Uin: 1000001 },
    SKey: `@crypt_sid-${state.session}`,
  });
};

const webwxgetcontact: Route = (_, state) => {
  if (!alive(state)) return lost(state);
  const friends = state.world.people.filter((person) => person.friend && person !== state.world.me);
  return ret(0, {
    MemberCount: friends.length,
    MemberList: friends.map((person) => wirePerson(person, state.session)),
    Seq: 0,
  });
};

const webwxbatchgetcontact: Route = (call, state) => {
  if (!known(call, state)) return lost(state);
  const asked = (body(call).List ?? []) as { UserName: string }[];
  const found = asked.flatMap(({ UserName }) => state.find(UserName) ?? []);
  return ret(0, {
    Count: found.length,
    ContactList: found.map((thing) =>
      isRoom(thing) ? wireRoom(thing, state.session, true) : wirePerson(thing, state.session),
    ),
  });
};

const synccheck: Route = async (call, state, gone) => {
  const waiting = () => state.pending.length > 0 || state.changed.size > 0;
  if (known(call, state) && !waiting()) await state.held(gone);
  if (!known(call, state)) return script(`window.synccheck={retcode:"${state.goneCode}",selector:"0"}`);
  return script(`window.synccheck={retcode:"0",selector:"${waiting() ? 2 : 0}"}`);
};

const webwxsync: Route = (call, state) => {
  if (!known(call, state)) return lost(state);
  state.syncs += 1;
  const messages = state.pending.splice(0).map((delivery) => wireMessage(delivery, state.world, state.session));
  const contacts = [...state.changed].map((thing) =>
    isRoom(thing) ? wireRoom(thing, state.session, true) : wirePerson(thing, state.session),
  );
  state.changed.clear();
  return ret(0, {
    AddMsgCount: messages.length,
    AddMsgList: messages,
    ModContactCount: contacts.length,
    ModContactList: contacts,
    SyncKey: syncKey(state),
    SyncCheckKey: syncKey(state),
    SKey: '',
  });
};

/** Somebody the bot may write to: a friend, or a group that it is in. */
const reachable = (state: State, id: string) => {
  const where = state.find(id);
  if (!where) return undefined;
  return (isRoom(where) ? where.members.has(state.world.me) : where.friend) ? where : undefined;
};

const sending =
  (kind: 'text' | 'picture' | 'file'): Route =>
  (call, state) => {
    if (!known(call, state)) return lost(state);
    const now = performance.now();
    state.sendTimes = [...state.sendTimes.filter((at) => now - at < 60_000), now];
    if (state.sendTimes.length > state.mostSends) {
      state.tooOften.add(call.name);
      return ret(1205, {});
    }
    const message = body(call).Msg as { Content?: string; ToUserName: string; MediaId?: string };
    const where = reachable(state, message.ToUserName);
    if (!where) return ret(1, {});
    const upload = state.uploads.get(message.MediaId ?? '');
    if (kind === 'picture' && !upload) return ret(1, {});
    const id = state.nextId();
    state.sent.add({ id, where, kind, text: message.Content ?? '', bytes: upload?.bytes ?? Buffer.alloc(0) });
    return ret(0, { MsgID: id, LocalID: '1' });
  };

/** One part of a multipart body. */
const part = (call: Call, name: string): Buffer | undefined => {
  const boundary = /boundary=(.+)$/.exec(call.headers['content-type'] ?? '')?.[1];
  const start = call.body.indexOf(`name="${name}"`);
  if (!boundary || start < 0) return undefined;
  const from = call.body.indexOf('\r\n\r\n', start) + 4;
  return call.body.subarray(from, call.body.indexOf(`\r\n--${boundary}`, from));
};

const webwxuploadmedia: Route = (call, state) => {
  const media = JSON.parse(part(call, 'uploadmediarequest')?.toString() ?? '{}') as { ClientMediaId?: number };
  const id = `@crypt_media_${media.ClientMediaId}`;
  const before = state.uploads.get(id)?.bytes ?? Buffer.alloc(0);
  const bytes = Buffer.concat([before, part(call, 'filename') ?? Buffer.alloc(0)]);
  state.uploads.set(id, { name: part(call, 'name')?.toString() ?? '', bytes });
  return ret(0, { MediaId: id, StartPos: bytes.length });
};

const fetching: Route = (call, state) => {
  const bytes = state.media.get(call.query.get('MsgID') ?? call.query.get('mediaid') ?? '');
  return bytes ? { headers: { 'content-type': 'application/octet-stream' }, body: bytes } : { status: 404, body: '' };
};

const webwxoplog: Route = (call, state) => {
  const { CmdId, RemarkName, UserName } = body(call) as { CmdId: number; RemarkName: string; UserName: string };
  const person = state.find(UserName);
  if (!known(call, state)) return lost(state);
  if (CmdId !== 2 || !person || isRoom(person) || !person.friend) return ret(1);
  person.remark = RemarkName;
  state.remarks.add({ person, remark: RemarkName });
  return ret(0);
};

const webwxverifyuser: Route = (call, state) => {
  const list = body(call).VerifyUserList as { Value: string; VerifyUserTicket: string }[];
  const person = state.find(list[0]?.Value ?? '');
  if (!known(call, state)) return lost(state);
  if (!person || isRoom(person) || !list[0]?.VerifyUserTicket) return ret(1);
  person.friend = true;
  state.changed.add(person);
  const line = { MsgType: 10_000, Content: `你已添加了${person.nickname}，现在可以开始聊天了。` };
  state.pending.push({ id: state.nextId(), where: person, who: person, what: line, at: Math.floor(Date.now() / 1000) });
  state.accepted.add(person);
  state.wake();
  return ret(0);
};

const webwxlogout: Route = (_, state) => {
  state.login = 'gone';
  state.wake();
  return { status: 301, body: '' };
};

export const routes: { [name: string]: Route } = {
  jslogin,
  login,
  webwxnewloginpage,
  webwxinit,
  webwxstatusnotify: (call, state) => (known(call, state) ? ret(0, { MsgID: state.nextId() }) : lost(state)),
  webwxgetcontact,
  webwxbatchgetcontact,
  synccheck,
  webwxsync,
  webwxsendmsg: sending('text'),
  webwxsendmsgimg: sending('picture'),
  webwxsendappmsg: sending('file'),
  webwxuploadmedia,
  webwxgetmsgimg: fetching,
  webwxgetvoice: fetching,
  webwxgetvideo: fetching,
  webwxgetmedia: fetching,
  webwxoplog,
  webwxverifyuser,
  webwxlogout,
};
