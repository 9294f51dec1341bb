/** Lines that nobody wrote: WeChat's own grey lines, and the words around a forwarded chat. Pure. */

export type Notice =
  | { kind: 'recall'; name: string }
  | { kind: 'join'; by?: string; names: string[] }
  | { kind: 'notice'; text: string };

const recalled =
  /^(?:["“](?<quoted>[^"”]{1,24})["”]|(?<plain>[^\s我"“:：][^"“，。:：]{0,15}?))\s?撤回了一条(?:成员)?消息(?:\s?重新编辑)?$/;
const invited =
  /^["“]?(?<by>[^"”]{1,24}?)["”]?\s?邀请\s?(?:["“](?<names>[^"”]{1,200})["”]|(?<bare>\S{1,40}?))\s?加入了?群聊/;
const scanned = /^["“]?\s?(?<names>[^"”]{1,24}?)["”]?\s?通过扫描.{0,40}二维码加入群聊/;
const grey =
  /^(?:以[下上][是为].{0,20}(?:消息|内容|记录)|.{1,30}拍了拍.{1,30}|["“].{1,24}["”]修改群名为.{1,40}|["“]?.{1,24}["”]?(?:领取了|发起了|结束了|开启了|已成为|将.{1,24}移出了?).{0,40}|["“].{1,24}["”]与群里.{0,30}都不是.*|.{0,12}你已添加了.{1,40}|收到一条.{0,12}消息.{0,20}|—+ ?以上.*)$/;
/** What mail programs and 合并转发 write above a chat. */
const preamble =
  /^(?:Dear:?|Hereunder is chat history.*|(?:各位|您|你)?好[：:]|.{0,40}的?(?:微信)?聊天记录(?:如下)?[：:。]?|(?:如下|以下)是.{0,60}聊天记录.*|微信群.{0,40}聊天记录.*)$/;

/** One of WeChat's own lines; undefined for what somebody may have written. */
export function readNotice(line: string): Notice | undefined {
  if (line.length > 240) return undefined;
  const taken = recalled.exec(line)?.groups;
  if (taken) return { kind: 'recall', name: (taken['quoted'] ?? taken['plain'])!.trim() };
  const brought = invited.exec(line)?.groups;
  if (brought) {
    const names = split(brought['names'] ?? brought['bare'] ?? '');
    return { kind: 'join', by: brought['by']!.trim(), names };
  }
  const came = scanned.exec(line)?.groups;
  if (came) return { kind: 'join', names: split(came['names']!) };
  return line.length <= 120 && grey.test(line) && !/[?？!！]$/.test(line) ? { kind: 'notice', text: line } : undefined;
}

/** The words above a forwarded chat; looked for only before the first message. */
export function isPreamble(line: string): boolean {
  return line.length <= 120 && preamble.test(line);
}

function split(names: string): string[] {
  return names
    .split(/[、,，]/)
    .map((name) => name.trim())
    .filter(Boolean);
}
