/** How long one person waits: from posting a claim in the local chat to the answer on the live line of the page. */
import { inFolder } from './folder.ts';
import { type Line, type Measurement, quantile } from './measurement.ts';
import { type Program, startProgram } from './program.ts';

const people = 300;
const activities = 10;

interface Heard {
  from: string;
  to?: string;
  text: string;
}

/** What arrives on the live line, to be waited for. */
async function listen(program: Program) {
  const response = await fetch(`${program.url}/local/api/events`);
  const waiting = new Map<string, () => void>();
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n\n');
      rest = parts.pop()!;
      for (const part of parts) {
        if (!part.includes('event: message')) continue;
        const message = JSON.parse(/^data: (.*)$/m.exec(part)![1]!) as Heard;
        if (message.to) waiting.get(message.to)?.();
      }
    }
  };
  // Ends with the program.
  read().catch(() => {});
  return (person: string) => new Promise<void>((resolve) => waiting.set(person, resolve));
}

async function run(): Promise<Line[]> {
  return inFolder(async (folder) => {
    const program = await startProgram(folder, { LOCAL_NOW: '2026-11-27T09:00:00+08:00' });
    await program.tell('people', { name: '周书记', role: 'leader' });
    for (let i = 0; i < people; i++) await program.tell('people', { name: `邻居${i}`, role: 'volunteer' });
    for (let i = 0; i < activities; i++) {
      await program.tell('messages', {
        chat: 'direct',
        from: '周书记',
        text: `发布活动 明天上午9点到11点 清理楼道 中心花园 需要${people}人`,
      });
      await program.tell('messages', { chat: 'direct', from: '周书记', text: '是' });
    }
    const answerTo = await listen(program);
    const times: number[] = [];
    for (let i = 0; i < people; i++) {
      const from = `邻居${i}`;
      const began = performance.now();
      const answered = answerTo(from).then(() => times.push(performance.now() - began));
      await Promise.all([
        program.tell('messages', { chat: 'direct', from, text: `认领 ${1 + (i % activities)}` }),
        answered,
      ]);
    }
    await program.stop();
    const line = (what: string, share: number): Line => ({ what, value: `${quantile(times, share).toFixed(0)} ms` });
    return [line('median', 0.5), line('99th percentile', 0.99)];
  });
}

export const answers: Measurement = {
  name: 'answers',
  title: `Answer time in the local chat over HTTP, ${people} claims one after the other, embedded store`,
  run,
};
