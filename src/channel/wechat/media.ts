/** Pictures, voice messages and files that came with a message: saved under DATA_DIR/media. */
import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Attachment } from '../../chat/message.ts';

/** By the first bytes, since WeChat does not say what it sends. */
const signatures: [RegExp, string, string][] = [
  [/^\xff\xd8\xff/, 'image/jpeg', '.jpg'],
  [/^\x89PNG/, 'image/png', '.png'],
  [/^GIF8/, 'image/gif', '.gif'],
  [/^RIFF....WEBP/s, 'image/webp', '.webp'],
  [/^ID3|^\xff[\xe0-\xff]/, 'audio/mpeg', '.mp3'],
  [/^#!AMR/, 'audio/amr', '.amr'],
  [/^.?#!SILK/s, 'audio/silk', '.silk'],
  [/^....ftyp/s, 'video/mp4', '.mp4'],
  [/^%PDF/, 'application/pdf', '.pdf'],
];

const byExtension: { [extension: string]: string } = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xls': 'application/vnd.ms-excel',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
};

/**
 * Saves bytes and describes them. The file's name is made from the message's id, so that taking a message again
 * writes the same file, and nothing that a sender wrote becomes part of a path.
 */
export async function saveMedia(
  dataDir: string,
  messageId: string,
  kind: Attachment['kind'],
  bytes: Buffer,
  name?: string,
): Promise<Attachment> {
  const folder = join(dataDir, 'media');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const head = bytes.subarray(0, 16).toString('latin1');
  const [, sniffed, ending] = signatures.find(([signature]) => signature.test(head)) ?? [];
  const given = name ? extname(name).toLowerCase() : '';
  const extension = ending ?? (/^\.[a-z0-9]{1,8}$/.test(given) ? given : '.bin');
  const file = `${messageId.replace(/[^\w-]/g, '_')}${extension}`;
  const path = join(folder, file);
  await writeFile(path, bytes, { mode: 0o600 });
  const mediaType = sniffed ?? byExtension[given] ?? 'application/octet-stream';
  return { kind, name: name ?? file, mediaType, path, bytes: bytes.length };
}
