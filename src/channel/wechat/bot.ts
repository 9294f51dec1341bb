/** Makes the bot of a puppet by the puppet's name. */
import { WechatyBuilder } from 'wechaty';
import type { Puppet } from 'wechaty-puppet';
import type { Adapter, AdapterParts, Hands } from './adapter.ts';
import { plain } from './plain.ts';
import type { Settings } from './protocol.ts';
import { wechat4u } from './quirks/wechat4u.ts';

/** Puppets that need more than Wechaty's own words. */
const quirks: { [puppet: string]: (parts: AdapterParts) => Adapter } = {
  'wechaty-puppet-wechat4u': wechat4u,
};

/**
 * @param card where the login is kept, without `.memory-card.json`
 * @throws when the package has no puppet as its default export
 */
export async function makeAdapter(settings: Settings, card: string, hands: Hands): Promise<Adapter> {
  const module = (await import(settings.puppet)) as { default?: new (options: object) => Puppet };
  if (typeof module.default !== 'function') throw new Error(`${settings.puppet} has no puppet as its default export`);
  const puppet = new module.default({});
  const bot = WechatyBuilder.build({ name: card, puppet });
  await bot.init();
  return (quirks[settings.puppet] ?? plain)({ bot, puppet, settings, hands });
}
