/** The page of the local chat. The server draws its frame; what is said comes by the script. */
import { Head } from '../../pages/head.tsx';
import { Compose } from './page-compose.tsx';
import { Dialogs } from './page-dialogs.tsx';
import { ClockBar, Side } from './page-side.tsx';
import { roleNames, suggestions } from './wording.ts';

/** Where its own files are. */
export const filesAt = '/local/static';
const styles = ['theme', 'top', 'side', 'people', 'lines', 'bubbles', 'compose'].map(
  (name) => `${filesAt}/${name}.css`,
);

interface Frame {
  botName: string;
  groupName: string;
}

/** How it works, in one line. */
function Hint({ botName }: Frame) {
  return (
    <p class="hint" id="hint">
      <span class="steps">
        <b>第一次来？</b>
        <span>① 挑个人来扮演</span>
        <span>② 在群里或私聊里跟{botName}说话</span>
        <span>③ 拨快上面的时钟，看它到点做什么</span>
      </span>
      <button type="button" class="quiet" id="hint-close" aria-label="知道了，收起说明">
        知道了
      </button>
    </p>
  );
}

function Room(frame: Frame) {
  return (
    <main class="room">
      <h1 class="room-title">
        <span id="title">{frame.groupName}</span>
        <small id="count" />
      </h1>
      <p class="broken" id="broken" role="status" hidden>
        连接断了，正在重新接上…
      </p>
      <div class="scroll" id="scroll">
        <button type="button" class="older" id="older" hidden>
          看更早的消息
        </button>
        <ol class="lines" id="lines" role="log" aria-live="polite" aria-label="聊天记录" />
        <noscript>
          <p class="notice">这个页面要开启浏览器的 JavaScript 才能聊天。</p>
        </noscript>
      </div>
      <button type="button" class="fresh" id="fresh" hidden>
        有新消息 ↓
      </button>
      <Compose {...frame} />
    </main>
  );
}

/** The whole page. */
export function Page({ communityId, ...frame }: Frame & { communityId: string }) {
  const setup = { ...frame, api: '/local/api', keptAs: communityId, roleNames, suggestions };
  return (
    <html lang="zh-CN">
      <Head title={`星援 · ${frame.groupName}`} styles={styles}>
        <meta name="theme-color" content="#ededed" />
        <link rel="icon" href={`${filesAt}/icon.svg`} type="image/svg+xml" />
        <script type="module" src={`${filesAt}/main.js`} />
      </Head>
      <body data-setup={JSON.stringify(setup)}>
        <header class="top">
          <span class="brand">
            星援<small>体验聊天室</small>
          </span>
          <ClockBar />
        </header>
        <Hint {...frame} />
        <div class="app">
          <Side {...frame} />
          <Room {...frame} />
        </div>
        <Dialogs />
      </body>
    </html>
  );
}
