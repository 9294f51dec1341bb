/** Reads the settings and starts what this process is for. The only start-up side effects are here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type App, createApp } from './app.ts';
import type { Channel } from './channel/channel.ts';
import { groupId } from './channel/local/incoming.ts';
import { localChannel } from './channel/local/local.ts';
import { tellScans } from './channel/scan-news.ts';
import { realClock, standingClock } from './clock/clock.ts';
import { nightly, ring } from './clock/ring.ts';
import { openCommunity } from './community.ts';
import { type Config, readConfig } from './config.ts';
import { migrate } from './db/migrate.ts';
import { openStore } from './db/open.ts';
import { newCode } from './identity/codes.ts';
import { bindRoom, hasRoom } from './identity/rooms.ts';
import { openSpool } from './inbox/spool.ts';
import { type Log, newLog } from './log.ts';
import { type Adviser, newAdviser } from './model/ask.ts';
import { openAiModel, patienceMs } from './model/model.ts';
import { neighbourhood } from './neighbourhood.ts';
import { site, start } from './pages/server.ts';
import { wechatLogin } from './pages/wechat-login.tsx';
import { closePaste, openPaste } from './paste-desk.ts';

/** How long the code that binds the service group can be used. */
const bindHours = 24;

function adviserOf(config: Config, zone: string, log: Log): Adviser {
  const model = openAiModel({ url: config.MODEL_URL, name: config.MODEL_NAME, key: config.MODEL_KEY, patienceMs });
  return newAdviser({ model, dailyCap: config.MODEL_DAILY_CAP, zone, log });
}

async function run(config: Config): Promise<void> {
  const log = newLog(config.LOG_LEVEL);
  const store = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR });
  await migrate(store);
  const { db } = store;
  const began = config.LOCAL_NOW ? new Date(config.LOCAL_NOW) : new Date();
  const { community, clockOffset } = await openCommunity(db, config, began);
  const clock = config.LOCAL_NOW ? standingClock(began) : realClock(config.localChat ? clockOffset : 0);
  const parts = [];
  const channels: Channel[] = [];
  let app: App | undefined;
  if (config.localChat) {
    await bindRoom(db, community, 'local', { id: groupId, topic: `${community.name}志愿服务群` }, null, began);
    const local = localChannel({
      db,
      communityId: community.id,
      botName: community.botName,
      groupName: `${community.name}志愿服务群`,
      mediaDir: path.join(config.DATA_DIR, 'media'),
      neighbourhood: neighbourhood({ db, community, clock }, () => app!),
      demo: config.LOCAL_DEMO === 'on',
    });
    channels.push(local);
    parts.push(local.app);
  }
  if (config.PUPPET) {
    // Imported only here: Wechaty costs a second and 125 MB, and the local chat needs none of it.
    const { wechatChannel } = await import('./channel/wechat/wechat.ts');
    const wechat = wechatChannel({
      puppet: config.PUPPET,
      botName: community.botName,
      dataDir: config.DATA_DIR,
      log,
      print: console.log,
    });
    channels.push(wechat);
    const scanText = `${community.name}的${community.botName}要重新扫码登录微信：请在运行它的电脑上打开 http://127.0.0.1:${config.PORT}/wechat，用机器人的微信扫一扫。`;
    if (config.SCAN_WEBHOOK_URL) tellScans(wechat, config.SCAN_WEBHOOK_URL, scanText, log);
    const oneTime = { make: () => newCode(db, community, 'bind', clock.now(), bindHours), hours: bindHours };
    parts.push(wechatLogin({ state: () => app?.stateOf(wechat) ?? wechat.state() }, oneTime));
    if (!(await hasRoom(db, community, wechat.name))) {
      const code = await oneTime.make();
      console.log(
        `扫码登录后，把机器人拉进志愿服务群，由第一位负责人在群里发：绑定 ${code}（${bindHours} 小时内有效，只能用一次）`,
      );
    }
  }
  if (config.PASTE === 'on') {
    const paste = await openPaste({ db, community, clock }, path.join(config.DATA_DIR, 'media'), () => app!);
    channels.push(paste);
    parts.push(paste.app);
  } else await closePaste({ db, community });
  const spool = await openSpool(path.join(config.DATA_DIR, 'spool'));
  const adviser = config.MODEL_URL ? adviserOf(config, community.zone, log) : undefined;
  const pace = { intervalMs: config.SEND_INTERVAL_MS, perMinute: config.SEND_PER_MINUTE };
  // The embedded store is locked by its folder, so nobody else can work for an account of it.
  const alone = store.kind === 'embedded';
  const told = { log, tell: console.log };
  app = createApp({ db, community, clock, channels, ...pace, spool, alone, ...told, ...(adviser ? { adviser } : {}) });
  await app.start();
  const bell = config.LOCAL_NOW ? undefined : ring(app.tick, log);
  const upkeep = nightly(store.upkeep, config.TZ_NAME, log);
  const home = config.PASTE === 'on' ? '/paste' : config.localChat ? '/local' : '/wechat';
  const served = await start(
    site(parts, home, (error) => {
      if (!app?.met(error)) log.error({ err: error }, 'a page failed');
    }),
    config.PORT,
  );
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    bell?.stop();
    upkeep.stop();
    await served.close();
    await app.stop();
    await store.close();
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const use =
    config.PASTE === 'on'
      ? `粘贴群里的聊天，复制${community.botName}要发的话`
      : `就能扮演小区里的人和${community.botName}说话`;
  // Said last: whoever reads it may already end the program.
  console.log(`星援已启动：${served.url}\n在浏览器里打开这个地址，${use}。按 Ctrl+C 结束。`);
}

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await run(readConfig(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
