/** What opens over the chat: whom to play, a new person, a picture, a word of the page. */
import { roleNames } from './wording.ts';

function Newcomer() {
  return (
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
  );
}

/** All of them, closed. */
export function Dialogs() {
  return (
    <>
      <dialog class="sheet" id="switch" aria-label="换个人">
        <h2>换谁来说话？</h2>
        <ul class="people" />
        <Newcomer />
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
