/** Pictures and voice messages of the local chat: files under DATA_DIR/media with names of our own. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';

export interface StoredFile {
  kind: 'picture' | 'voice';
  /** Name inside the media folder. */
  file: string;
  mediaType: string;
  bytes: number;
}

interface Format {
  kind: 'picture' | 'voice';
  extension: string;
  mediaType: string;
  begins: (head: string) => boolean;
}

/** What a file is, by its first bytes (as latin-1): the name and the type that a browser tells are not trusted. */
const formats: readonly Format[] = [
  { kind: 'picture', extension: 'png', mediaType: 'image/png', begins: (h) => h.startsWith('\x89PNG\r\n\x1a\n') },
  { kind: 'picture', extension: 'jpg', mediaType: 'image/jpeg', begins: (h) => h.startsWith('\xff\xd8\xff') },
  { kind: 'picture', extension: 'gif', mediaType: 'image/gif', begins: (h) => /^GIF8[79]a/.test(h) },
  { kind: 'picture', extension: 'webp', mediaType: 'image/webp', begins: (h) => /^RIFF.{4}WEBP/s.test(h) },
  { kind: 'voice', extension: 'wav', mediaType: 'audio/wav', begins: (h) => /^RIFF.{4}WAVE/s.test(h) },
  { kind: 'voice', extension: 'mp3', mediaType: 'audio/mpeg', begins: (h) => /^(?:ID3|\xff[\xe2-\xff])/.test(h) },
  { kind: 'voice', extension: 'ogg', mediaType: 'audio/ogg', begins: (h) => h.startsWith('OggS') },
  { kind: 'voice', extension: 'webm', mediaType: 'audio/webm', begins: (h) => h.startsWith('\x1a\x45\xdf\xa3') },
  { kind: 'voice', extension: 'm4a', mediaType: 'audio/mp4', begins: (h) => /^.{4}ftyp/s.test(h) },
  { kind: 'voice', extension: 'amr', mediaType: 'audio/amr', begins: (h) => h.startsWith('#!AMR') },
];

/** Keeps an uploaded file; undefined when it is neither a picture nor a voice message that we know. */
export async function keepUpload(folder: string, content: Uint8Array): Promise<StoredFile | undefined> {
  const head = Buffer.from(content.subarray(0, 16)).toString('latin1');
  const format = formats.find(({ begins }) => begins(head));
  if (!format) return undefined;
  const file = `${randomUUID()}.${format.extension}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, file), content, { flag: 'wx', mode: 0o600 });
  return { kind: format.kind, file, mediaType: format.mediaType, bytes: content.byteLength };
}

/** Keeps a picture that the bot sends: it stays on the page when its maker's file is gone. Throws when it cannot be read. */
export async function keepPicture(folder: string, path: string): Promise<StoredFile> {
  const { size } = await stat(path);
  const kept = resolve(dirname(path)) === resolve(folder);
  const file = kept ? basename(path) : `${randomUUID()}${extname(path).toLowerCase() || '.png'}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!kept) await copyFile(path, join(folder, file));
  return { kind: 'picture', file, mediaType: 'image/png', bytes: size };
}
