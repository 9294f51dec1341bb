/** Makes the bot of a puppet by the puppet's name. The only file that imports Wechaty, and only when it is called. */
import type { Wechaty } from 'wechaty';
import type { Puppet } from 'wechaty-puppet';
import type { Adapter, Hands } from './adapter.ts';
import type { Settings } from './protocol.ts';
import { wechat4u } from './quirks/wechat4u.ts';

export interface AdapterParts {
  bot: Wechaty;
  puppet: Puppet;
  settings: Settings;
  hands: Hands;
}

/** Puppets that need more than Wechaty's own words. */
const quirks: { [puppet: string]: (parts: AdapterParts) => Adapter } = {
  'wechaty-puppet-wechat4u': wechat4u,
};

/** @param card where the login is kept, without `.memory-card.json` */
export async function makeAdapter(settings: Settings, card: string, hands: Hands): Promise<Adapter> {
  const { WechatyBuilder } = await import('wechaty');
  const module: unknown = await import(settings.puppet);
  const puppet = instance(module);
  const bot = WechatyBuilder.build({ name: card, puppet });
  await bot.init();
  const make = quirks[settings.puppet];
  if (!make) throw new Error(`no adapter for ${settings.puppet}`);
  return make({ bot, puppet, settings, hands });
}

function instance(module: unknown): Puppet {
  const { default: Class } = module as { default?: new (options: object) => Puppet };
  if (typeof Class !== 'function') throw new Error('this package has no puppet as its default export');
  return new Class({});
}
