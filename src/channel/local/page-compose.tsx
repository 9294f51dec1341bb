/** Where one writes: suggestions, quote, file, tools and input. */

function Attached() {
  return (
    <div class="attached" id="attached" hidden>
      <span class="attached-view" />
      <input type="text" id="transcript" placeholder="这段语音说了什么（可以不写）" maxlength={2000} hidden />
      <button type="button" class="quiet" id="detach" aria-label="不发这个文件了">
        ✕
      </button>
    </div>
  );
}

function Tools({ botName }: { botName: string }) {
  return (
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
  );
}

/** The form below the chat. */
export function Compose({ botName }: { botName: string }) {
  return (
    <form class="compose" id="compose">
      <div class="tries" id="tries" />
      <div class="quoting" id="quoting" hidden>
        <span class="quoting-text" />
        <button type="button" class="quiet" id="unquote" aria-label="不引用了">
          ✕
        </button>
      </div>
      <Attached />
      <div class="writing">
        <Tools botName={botName} />
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
