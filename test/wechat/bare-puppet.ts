/** The same puppet under another name: the channel then knows none of its quirks and uses Wechaty's own words. */
export { PuppetWechat4u as default } from 'wechaty-puppet-wechat4u';
