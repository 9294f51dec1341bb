/** The page `/wechat`: how the WeChat account is, and the code to scan when it has to log in. */
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import QRCode from 'qrcode';
import type { Channel, ChannelState } from '../channel/channel.ts';
import { Head } from './head.tsx';
import { sharedAt } from './static-files.ts';

const titles: Record<ChannelState['state'], string> = {
  starting: '微信正在准备',
  scan: '请用微信扫一扫登录',
  online: '微信在线',
  offline: '微信没有连上',
};

const styles = [`${sharedAt}/wechat.css`];

function Page({ state, code }: { state: ChannelState; code: string | undefined }) {
  return (
    <html lang="zh-CN">
      <Head title={titles[state.state]} styles={styles}>
        <meta http-equiv="refresh" content={state.state === 'online' ? '15' : '3'} />
      </Head>
      <body class={state.state}>
        <main>
          <h1>{titles[state.state]}</h1>
          <p>{state.note}</p>
          {code && raw(code)}
          {code && <p class="tip">请用专门的小号，不要用自己常用的微信号。</p>}
          <p class="tip">这一页会自己刷新。</p>
          <form method="post" action="/wechat/code">
            <button type="submit">生成口令</button>
          </form>
        </main>
      </body>
    </html>
  );
}

/** It does not look again by itself: the code is shown once. */
function CodePage({ code, hours }: { code: string; hours: number }) {
  return (
    <html lang="zh-CN">
      <Head title="一次性口令" styles={styles} />
      <body>
        <main>
          <p>一次性口令</p>
          <p class="code">{code}</p>
          <p class="tip">负责人私聊机器人发“绑定 {code}”，就认得是本人；名字对不上就在后面加上名字。</p>
          <p class="tip">新的服务群，在群里发“绑定 {code}”，发的人就是负责人，所以别给别人看。</p>
          <p class="tip">
            {hours} 小时内有效，只能用一次，上一个口令作废。<a href="/wechat">返回</a>
          </p>
        </main>
      </body>
    </html>
  );
}

/** A one-time code for whoever leads, and for how many hours it is good. */
export interface OneTimeCode {
  make(): Promise<string>;
  hours: number;
}

/** The routes of the login page. The codes go to whoever can open the page, so the server must stay on 127.0.0.1. */
export function wechatLogin(channel: Pick<Channel, 'state'>, oneTime: OneTimeCode): Hono {
  const app = new Hono();
  app.get('/wechat', async (c) => {
    const state = channel.state();
    const code = state.state === 'scan' && state.qr ? await QRCode.toString(state.qr, { type: 'svg' }) : undefined;
    c.header('cache-control', 'no-store');
    return c.html(html`<!doctype html>${<Page state={state} code={code} />}`);
  });
  app.post('/wechat/code', async (c) => {
    c.header('cache-control', 'no-store');
    return c.html(html`<!doctype html>${<CodePage code={await oneTime.make()} hours={oneTime.hours} />}`);
  });
  return app;
}
