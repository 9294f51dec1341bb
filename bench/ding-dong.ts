/** The smallest Wechaty bot: what every other is measured against. It answers 「ding」 with 「dong」. */
import { WechatyBuilder } from 'wechaty';

const puppet = 'wechaty-puppet-wechat4u';
const bot = WechatyBuilder.build({ name: process.env['CARD'] ?? 'ding-dong', puppet });
bot.on('message', async (message) => {
  if (message.text() === 'ding') await message.say('dong');
});
await bot.start();
