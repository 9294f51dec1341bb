/** The real program in this process, as main.ts puts it together with LOCAL_DEMO=off and LOCAL_NOW, and a script's way to talk to it. */
import os from 'node:os';
import path from 'node:path';
import { type App, createApp } from '../../app.ts';
import { groupId } from '../../channel/local/incoming.ts';
import { localChannel } from '../../channel/local/local.ts';
import type { MessageView } from '../../channel/local/view.ts';
import { standingClock } from '../../clock/clock.ts';
import { type Community, openCommunity } from '../../community.ts';
import { readConfig } from '../../config.ts';
import type { Db } from '../../db/db.ts';
import type { Store } from '../../db/open.ts';
import { bindRoom } from '../../identity/rooms.ts';
import { newLog } from '../../log.ts';
import { neighbourhood } from '../../neighbourhood.ts';

export interface Program {
  db: Db;
  community: Community;
  /** Sends a body to a path under /local/api. Throws an Error with the API's own sentence when it is refused. */
  tell(route: string, body: object): Promise<{ n: number }>;
  /** What was said after message `n`, as a script sees it. */
  said(after: number): Promise<MessageView[]>;
  stop(): Promise<void>;
}

/** Starts the program on a store that has its tables, with its clock standing at `now`. The store stays the caller's. */
export async function startProgram(store: Store, now: Date): Promise<Program> {
  const { db } = store;
  const config = readConfig({});
  const { community } = await openCommunity(db, config, now);
  const clock = standingClock(now);
  const groupName = `${community.name}志愿服务群`;
  await bindRoom(db, community, 'local', { id: groupId, topic: groupName }, null, now);
  let app: App | undefined;
  const local = localChannel({
    db,
    communityId: community.id,
    botName: community.botName,
    groupName,
    mediaDir: path.join(os.tmpdir(), 'xingyuan-replay'),
    neighbourhood: neighbourhood({ db, community, clock }, () => app!),
    demo: false,
  });
  app = createApp({ db, community, clock, log: newLog('error'), channels: [local], intervalMs: 0 });
  await app.start();
  const { stop } = app;
  return {
    db,
    community,
    async tell(route, body) {
      const response = await local.app.request(`/local/api/${route}`, { method: 'POST', body: JSON.stringify(body) });
      const answer = (await response.json()) as { n: number; error?: string };
      if (!response.ok) throw new Error(`${route} ${JSON.stringify(body)}: ${answer.error ?? response.status}`);
      return answer;
    },
    async said(after) {
      const response = await local.app.request(`/local/api/messages?after=${after}`);
      return ((await response.json()) as { messages: MessageView[] }).messages;
    },
    stop,
  };
}
