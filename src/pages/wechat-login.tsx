/** The page `/wechat`: how the WeChat account is, and the code to scan when it has to log in. */
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import QRCode from 'qrcode';
import type { Channel, ChannelState } from '../channel/channel.ts';

const titles: Record<ChannelState['state'], string> = {
  starting: '微信正在准备',
  scan: '请用微信扫一扫登录',
  online: '微信在线',
  offline: '微信没有连上',
};

const style = `
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#ededed;color:#191919;
font:18px/1.6 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{background:#fff;border-radius:16px;padding:32px 28px;max-width:340px;text-align:center}
h1{font-size:24px;margin:0 0 8px}
h1::before{content:"";display:inline-block;width:14px;height:14px;border-radius:50%;margin-right:10px;background:#b9b9b9}
.online h1::before{background:#07c160}.scan h1::before{background:#fa9d3b}.offline h1::before{background:#fa5151}
svg{width:264px;height:264px;display:block;margin:16px auto}
button{font:inherit;font-size:16px;padding:6px 18px;margin-top:12px;border:1px solid #d5d5d5;border-radius:8px;background:#f7f7f7;color:inherit}
.code{font-size:30px;letter-spacing:4px;font-family:ui-monospace,Menlo,Consolas,monospace}
p{margin:8px 0}.tip{color:#6b6b6b;font-size:16px}
`;

function Page({ state, code }: { state: ChannelState; code: string | undefined }) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content={state.state === 'online' ? '15' : '3'} />
        <title>{titles[state.state]}</title>
        <link rel="stylesheet" href="/wechat/style.css" />
      </head>
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
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>一次性口令</title>
        <link rel="stylesheet" href="/wechat/style.css" />
      </head>
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
  app.get('/wechat/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
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
