/** What stands around the chat: the clock, who is played, and the two chats. */

/** The clock, and the buttons that move it. */
export function ClockBar() {
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

/** Whom one plays, the chats, and everybody else. */
export function Side({ botName, groupName }: { botName: string; groupName: string }) {
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
