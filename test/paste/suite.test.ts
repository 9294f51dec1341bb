/** The paste channel: the suite of all channels, with the whole program behind it. */
import { channelSuite } from '../channels.suite.ts';
import { newPasteStage } from '../support/paste.ts';

channelSuite('paste', async () => {
  const people = [
    { name: '林小雨', role: 'volunteer' as const },
    { name: '周书记', role: 'leader' as const },
  ];
  const stage = await newPasteStage({ now: '2026-11-27T12:00:00+08:00', people });
  /** What stands in the group, as it is copied: the line before goes along. */
  const copied: { id: string; row: string; name: string; text: string }[] = [];
  let minute = 0;
  return {
    channel: stage.channel,
    botName: '小援',
    group: 'group',
    people: ['林小雨', '周书记'],
    received: stage.received,
    async says(who, chat, text, quote) {
      if (chat === 'direct') {
        await stage.take(text, { chat, who: await stage.person(who) });
        return stage.received.at(-1)!.id;
      }
      minute += 1;
      const quoted = copied.find(({ id }) => id === quote);
      const above = quoted ? `「${quoted.name}：${quoted.text}」\n- - - - - - - - - - - - - - -\n` : '';
      const row = `${who} 10:${String(minute).padStart(2, '0')}\n${above}${text}\n`;
      await stage.take(`${copied.at(-1)?.row ?? ''}${row}`);
      const { id } = stage.received.at(-1)!;
      copied.push({ id, row, name: who, text });
      return id;
    },
    async recalls(who, id) {
      const place = copied.findIndex((one) => one.id === id);
      await stage.take(`${copied[place - 1]!.row}"${who}"撤回了一条消息`);
    },
    async sees(who, chat) {
      const { ready } = await stage.tray();
      return ready.filter(({ to }) => (chat === 'group' ? to === undefined : to === who)).map(({ text }) => text);
    },
    close: () => stage.close(),
  };
});
