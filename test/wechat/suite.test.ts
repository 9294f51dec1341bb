/** The suite of all channels, on WeChat with the real puppet. */
import type { Incoming, Message } from '../../src/chat/message.ts';
import { channelSuite } from '../channels.suite.ts';
import { quote as quoteScene, recall } from './server/scenes.ts';
import type { Person } from './server/world.ts';
import { startWorld } from './world.ts';

channelSuite('wechat', async () => {
  const world = await startWorld({ botName: '小援' });
  const { server } = world;
  const people = [server.world.friend('林小雨'), server.world.friend('周书记')] as const;
  const room = server.world.room('星光社区志愿服务群', [...people]);
  const { channel, events } = await world.start();
  const person = (account: string): Person => people.find((one) => server.id(one) === account) ?? people[0];
  const received = events.all as Incoming[];
  return {
    channel,
    botName: '小援',
    group: server.id(room),
    people: [server.id(people[0]), server.id(people[1])],
    received,
    async says(who, chat, text, quote) {
      const where = chat === 'group' ? room : person(who);
      const of = received.find(({ id }) => id === quote) as Message | undefined;
      const id = of
        ? quoteScene(server, where, person(who), { name: of.from.nickname, text: of.text, id: of.id }, text)
        : server.say(where, person(who), text);
      await events.wait((event) => event.id === id);
      return id;
    },
    async recalls(who, id) {
      const taken = recall(server, room, person(who), id);
      await events.wait((event) => event.id === taken);
    },
    async sees(who, chat) {
      const where = chat === 'group' ? room : person(who);
      return server.sent.all.filter((one) => one.where === where && one.kind === 'text').map(({ text }) => text);
    },
    close: world.end,
  };
});
