/** The paste page. The server draws its frame; pieces and texts come by the script. */
import { Head } from '../../pages/head.tsx';

/** Where its own files are. */
export const filesAt = '/paste/static';
const styles = ['theme', 'frame', 'piece', 'tray'].map((name) => `${filesAt}/${name}.css`);

interface Frame {
  botName: string;
  groupName: string;
}

function Steps() {
  return (
    <nav class="steps" aria-label="三步">
      <button type="button" class="step" data-go="paste">
        <b>1</b>粘贴进来
      </button>
      <button type="button" class="step" data-go="check">
        <b>2</b>看看对不对
      </button>
      <button type="button" class="step" data-go="tray">
        <b>3</b>要发出去的
        <span class="dot" id="waiting" hidden />
      </button>
    </nav>
  );
}

function First({ botName }: Frame) {
  return (
    <form class="panel" id="first" hidden>
      <h2>先认识一下</h2>
      <p>您就是第一位书记，发布活动、受理需求都由您来。</p>
      <label for="first-name">您在群里的名字</label>
      <input type="text" id="first-name" maxlength={20} autocomplete="off" placeholder="和微信群里一模一样" required />
      <button type="submit" class="main">
        开始用{botName}
      </button>
    </form>
  );
}

function Paste({ botName }: Frame) {
  return (
    <form class="panel" id="paste">
      <fieldset class="kinds">
        <legend>这是哪儿的话</legend>
        <label>
          <input type="radio" name="kind" value="group" checked />
          <span>群里的聊天</span>
        </label>
        <label>
          <input type="radio" name="kind" value="other" />
          <span>别人私下说的</span>
        </label>
        <label>
          <input type="radio" name="kind" value="me" />
          <span>我对{botName}说</span>
        </label>
      </fieldset>
      <div class="who" id="who-row" hidden>
        <span>是谁说的</span>
        <span class="who-choice" id="who" />
      </div>
      <label for="text" class="grow-label" id="text-label">
        群里的话，或者一份接龙
      </label>
      <textarea id="text" rows={9} maxlength={60000} spellcheck={false} />
      <div class="row">
        <button type="button" class="side" id="from-clipboard">
          粘贴
        </button>
        <button type="submit" class="main" id="look">
          看看{botName}怎么理解
        </button>
      </div>
      <details class="how">
        <summary>怎么从微信里复制</summary>
        <p>电脑微信：在聊天里拖选几条，复制；或者多选后“合并转发”给自己，打开再复制。</p>
        <p>手机微信：长按一条，点“多选”，选好后用“邮件”发出，把正文复制过来；接龙长按“复制”就行。</p>
        <p>多复制几条没关系，前面办过的不会再办。</p>
      </details>
    </form>
  );
}

function Check({ botName }: Frame) {
  return (
    <section class="panel" id="check" hidden>
      <h2>{botName}是这样理解的</h2>
      <p class="quiet" id="nothing">
        还没有内容，先把聊天粘贴进来。
      </p>
      <div id="names" />
      <ol class="lines" id="lines" />
      <div class="row bottom" id="confirm-row" hidden>
        <button type="button" class="side" data-go="paste">
          回去改
        </button>
        <button type="button" class="main" id="confirm">
          确认
        </button>
      </div>
    </section>
  );
}

function Tray() {
  return (
    <section class="panel" id="tray">
      <h2>要发出去的</h2>
      <p class="quiet" id="all-done" hidden>
        现在没有要发的。
      </p>
      <button type="button" class="side wide" id="all" hidden />
      <ol class="posts" id="posts" />
      <details class="how" id="done" hidden>
        <summary>最近发过的</summary>
        <ol class="posts" id="marked" />
      </details>
    </section>
  );
}

/** The whole page. */
export function Page({ communityId, ...frame }: Frame & { communityId: string }) {
  const setup = { ...frame, api: '/paste/api', keptAs: `${communityId}:paste` };
  return (
    <html lang="zh-CN">
      <Head title={`粘贴页 · ${frame.groupName}`} styles={styles}>
        <meta name="theme-color" content="#f4f1ea" />
        <script type="module" src={`${filesAt}/main.js`} />
      </Head>
      <body data-setup={JSON.stringify(setup)} data-step="paste">
        <header class="top">
          <h1>{frame.groupName}</h1>
          <label class="me" id="me-row" hidden>
            我是
            <select id="me" />
          </label>
        </header>
        <First {...frame} />
        <div id="work" hidden>
          <Steps />
          <main class="panels">
            <div class="pieces">
              <Paste {...frame} />
              <Check {...frame} />
            </div>
            <Tray />
          </main>
        </div>
        <noscript>
          <p class="panel">这个页面要开启浏览器的 JavaScript 才能用。</p>
        </noscript>
        <p class="toast" id="toast" role="status" hidden />
        <dialog id="by-hand">
          <p>请按住文字，选“全选”“复制”。</p>
          <textarea id="by-hand-text" rows={8} readonly />
          <button type="button" class="main" id="by-hand-done">
            复制好了
          </button>
        </dialog>
      </body>
    </html>
  );
}
