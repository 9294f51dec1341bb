/** A picture or a voice message that waits to be sent. */
import { find, make, toast } from '../../../pages/static/page.js';

/** The file that goes with the next message. */
export const attached = { file: undefined, transcript: () => find('#transcript').value.trim(), clear, show };
const box = find('#attached');
const view = find('.attached-view');
let recorder;

function clear() {
  attached.file = undefined;
  box.hidden = true;
  view.replaceChildren();
  find('#transcript').value = '';
  for (const input of [find('#picture'), find('#voice')]) input.value = '';
}

function show(file, transcript = '') {
  if (file.size > 10 * 1024 * 1024) return toast('文件太大了，请选 10 MB 以内的。');
  const kind = file.type.startsWith('image/') ? 'picture' : 'voice';
  clear();
  attached.file = file;
  const preview = make(kind === 'picture' ? 'img' : 'audio');
  preview.src = URL.createObjectURL(file);
  if (kind === 'voice') preview.controls = true;
  else preview.alt = '要发的图片';
  view.replaceChildren(preview);
  find('#transcript').value = transcript;
  find('#transcript').hidden = kind !== 'voice';
  box.hidden = false;
  find(kind === 'voice' ? '#transcript' : '#text').focus();
}

function stopRecording() {
  recorder.stop();
  for (const track of recorder.stream.getTracks()) track.stop();
}

async function record() {
  if (recorder?.state === 'recording') return stopRecording();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return toast('没有用上麦克风：请在浏览器里允许，或点“语音”选一个录好的文件。');
  }
  const button = find('#record');
  const pieces = [];
  recorder = new MediaRecorder(stream);
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.onstop = () => {
    button.textContent = '录音';
    button.classList.remove('on');
    show(new File(pieces, '语音', { type: recorder.mimeType }));
  };
  recorder.start();
  button.textContent = '录好了';
  button.classList.add('on');
}

find('#picture').onchange = ({ target }) => target.files[0] && show(target.files[0]);
find('#voice').onchange = ({ target }) => target.files[0] && show(target.files[0]);
find('#detach').onclick = clear;
find('#record').hidden = !(navigator.mediaDevices && window.MediaRecorder);
find('#record').onclick = record;
find('#text').addEventListener('paste', ({ clipboardData }) => {
  const image = [...(clipboardData?.files ?? [])].find((file) => file.type.startsWith('image/'));
  if (image) show(image);
});
