/** What the parts of the paste channel share. */
import type { Incoming } from '../../chat/message.ts';
import type { Db } from '../../db/db.ts';
import type { InTurn } from '../../one-at-a-time.ts';
import type { Desk } from './desk.ts';

/** The id of the one group. */
export const groupId = 'group';

export interface PasteOptions {
  db: Db;
  communityId: string;
  botName: string;
  /** What the group is called on the page. */
  groupName: string;
  /** The community's time zone: pieces tell local times. */
  zone: string;
  /** DATA_DIR/media. */
  mediaDir: string;
  desk: Desk;
}

export interface Room extends PasteOptions {
  /** Absent until the channel is started. */
  onEvent?: ((event: Incoming) => Promise<void>) | undefined;
  /** One piece after the other: the second of two must see what the first one took in. */
  inTurn: InTurn;
}
