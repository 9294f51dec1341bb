/** The page of the local chat. The server draws its frame; what is said comes by the script. */
import { roleNames, suggestions } from './wording.ts';

interface Frame {
  communityId: string;
  botName: string;
  groupName: string;
}

function ClockBar() {
  return (
    <form class="clock" id="clock">
      <span class="clock-now" aria-live="polite">
        <time id="now">…</time>
      </span>
      <span class="clock-moves">
        <button type="button" data-move="morning">
          明早8点
        </button>
        <button type="button" data-move="hour">
          +1小时
        </button>
        <button type="button" data-move="day">
          +1天
        </button>
        <button type="button" id="pick" aria-expanded="false" aria-controls="picker">
          选时间
        </button>
      </span>
      <span class="picker" id="picker" hidden>
        <input type="datetime-local" id="when" aria-label="把时间拨到" />
        <button type="submit">拨到这时</button>
      </span>
    </form>
  );
}

function ChatTab({ chat, name, short }: { chat: 'group' | 'direct'; name: string; short: string }) {
  return (
    <button type="button" class="tab" data-chat={chat} role="tab" aria-selected={chat === 'group'}>
      <span class={`face ${chat === 'group' ? 'face-group' : 'face-bot'}`} aria-hidden="true">
        {chat === 'group' ? '群' : '援'}
      </span>
      <span class="tab-words">
        <span class="tab-name">{name}</span>
        <span class="tab-short">{short}</span>
        <span class="tab-last" />
      </span>
      <span class="dot" hidden />
    </button>
  );
}

function Side({ botName, groupName }: Frame) {
  return (
    <aside class="side">
      <button type="button" class="me" id="me" aria-haspopup="dialog">
        <span class="face" id="my-face" aria-hidden="true" />
        <span class="me-words">
          <span class="me-label">我在扮演</span>
          <span class="me-name" id="my-name">
            …
          </span>
        </span>
        <span class="me-switch">
          换人、添人
          <span class="dot" id="others-dot" hidden />
        </span>
      </button>
      <div class="tabs" role="tablist" aria-label="聊天">
        <ChatTab chat="group" name={groupName} short="服务群" />
        <ChatTab chat="direct" name={botName} short={`${botName}私聊`} />
      </div>
      <div class="cast" id="cast">
        <h2>点谁就扮演谁</h2>
        <ul class="people" />
      </div>
    </aside>
  );
}

function Compose({ botName }: Frame) {
  return (
    <form class="compose" id="compose">
      <div class="tries" id="tries" />
      <div class="quoting" id="quoting" hidden>
        <span class="quoting-text" />
        <button type="button" class="quiet" id="unquote" aria-label="不引用了">
          ✕
        </button>
      </div>
      <div class="attached" id="attached" hidden>
        <span class="attached-view" />
        <input type="text" id="transcript" placeholder="这段语音说了什么（可以不写）" maxlength={2000} hidden />
        <button type="button" class="quiet" id="detach" aria-label="不发这个文件了">
          ✕
        </button>
      </div>
      <div class="writing">
        <span class="tools">
          <button type="button" class="tool" id="mention" title={`@${botName}`}>
            @{botName}
          </button>
          <label class="tool" title="发图片">
            图片
            <input type="file" id="picture" accept="image/png,image/jpeg,image/gif,image/webp" />
          </label>
          <button type="button" class="tool" id="record" title="按一下开始录音，再按一下录完" hidden>
            录音
          </button>
          <label class="tool" title="发一段录好的语音">
            语音文件
            <input type="file" id="voice" accept="audio/*,.amr" />
          </label>
        </span>
        <textarea
          id="text"
          rows={1}
          maxlength={10000}
          placeholder="说点什么…"
          aria-label="要说的话"
          enterkeyhint="send"
        />
        <button type="submit" class="send" id="send">
          发送
        </button>
      </div>
    </form>
  );
}

function Dialogs() {
  return (
    <>
      <dialog class="sheet" id="switch" aria-label="换个人">
        <h2>换谁来说话？</h2>
        <ul class="people" />
        <details class="newcomer">
          <summary>添一个新的人</summary>
          <form id="add">
            <input name="name" placeholder="姓名" maxlength={20} required aria-label="姓名" />
            <select name="role" aria-label="身份">
              {Object.entries(roleNames).map(([role, name]) => (
                <option value={role} selected={role === 'volunteer'}>
                  {name}
                </option>
              ))}
            </select>
            <button type="submit">添加</button>
          </form>
        </details>
        <form method="dialog">
          <button type="submit" class="quiet wide">
            不换了
          </button>
        </form>
      </dialog>
      <dialog class="lightbox" id="lightbox" aria-label="看大图">
        <img alt="" />
      </dialog>
      <p class="toast" id="toast" role="status" hidden />
    </>
  );
}

/** The whole page. */
export function Page({ styles, ...frame }: Frame & { styles: readonly string[] }) {
  const setup = { ...frame, roleNames, suggestions };
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="theme-color" content="#ededed" />
        <title>星援 · {frame.groupName}</title>
        <link rel="icon" href="/local/static/icon.svg" type="image/svg+xml" />
        {styles.map((name) => (
          <link rel="stylesheet" href={`/local/static/${name}`} />
        ))}
        <script type="module" src="/local/static/main.js" />
      </head>
      <body data-setup={JSON.stringify(setup)}>
        <header class="top">
          <span class="brand">
            星援<small>体验聊天室</small>
          </span>
          <ClockBar />
        </header>
        <p class="hint" id="hint">
          <span class="steps">
            <b>随便试，不会打扰真人</b>
            <span>① 挑个人来扮演</span>
            <span>② 在群里或私聊里跟{frame.botName}说话</span>
            <span>③ 拨快上面的时钟，看它到点做什么</span>
          </span>
          <button type="button" class="quiet" id="hint-close" aria-label="知道了，收起说明">
            知道了
          </button>
        </p>
        <div class="app">
          <Side {...frame} />
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
        </div>
        <Dialogs />
      </body>
    </html>
  );
}
