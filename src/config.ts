/** The settings, checked once at start. `.env.example` lists the same names with the same defaults; a test compares them. */
import { z } from 'zod';

const minute = '([01]?\\d|2[0-3]):[0-5]\\d';

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Nothing but a path may follow the host: what we ask for is put behind it. */
function isWebAddress(text: string): boolean {
  return text === '' || (/^https?:\/\/[^\s?#]+$/.test(text) && URL.canParse(text));
}

const isDay = (text: string) => new Date(text.slice(0, 10)).toJSON()?.startsWith(text.slice(0, 10)) ?? false;

const moment = z
  .string()
  // 2026-02-31 is a time to JavaScript, three days later.
  .refine((text) => text === '' || (/[+-]\d\d:\d\d$|Z$/.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text)), {
    error: 'must be a time with its offset, such as 2026-11-27T07:00:00+08:00, or empty',
  });

function name(longest: number) {
  const error = `must be a name of 1 to ${longest} characters`;
  return z.string().trim().min(1, { error }).max(longest, { error });
}

/** Every setting with its default. An empty value in the environment means the default. */
export const settings = {
  PORT: z.coerce.number({ error: 'must be a port number such as 3000' }).int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/.+)?$/, {
      error: 'must look like postgres://user:password@host:5432/name, or be empty',
    })
    .default(''),
  PUPPET: z
    .string()
    .regex(/^(wechaty-puppet-[a-z0-9-]+)?$/, {
      error: 'must be the name of a puppet such as wechaty-puppet-wechat4u, or empty',
    })
    .default(''),
  /** The paste page is the community's group: nothing is read from WeChat and nothing is sent there by itself. */
  PASTE: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  BOT_NAME: name(16).default('小援'),
  COMMUNITY_NAME: name(30).default('星光社区'),
  TZ_NAME: z.string().refine(isZone, { error: 'must be a time zone such as Asia/Shanghai' }).default('Asia/Shanghai'),
  /** Empty: 2000 with a puppet, 0 in the local chat. */
  SEND_INTERVAL_MS: z
    .string()
    .regex(/^\d{0,6}$/, { error: 'must be a number of milliseconds such as 2000, or empty' })
    .default(''),
  /** Empty: 20 with a puppet, no limit in the local chat. */
  SEND_PER_MINUTE: z
    .string()
    .regex(/^\d{0,4}$/, { error: 'must be a number of messages such as 20, 0 for no limit, or empty' })
    .default(''),
  /** Empty: nobody is told of a QR code but who looks at the page. */
  SCAN_WEBHOOK_URL: z
    .string()
    .refine((text) => text === '' || (/^https?:\/\/\S+$/.test(text) && URL.canParse(text)), {
      error:
        'must be the address that a robot of a work chat gives, such as https://robots.example/hook?key=…, or empty',
    })
    .default(''),
  QUIET_HOURS: z
    .string()
    .regex(new RegExp(`^${minute}-${minute}$`), { error: 'must be two times such as 21:30-07:30' })
    .default('21:30-07:30'),
  /** Empty: no language model. */
  MODEL_URL: z
    .string()
    .refine(isWebAddress, {
      error: 'must be the address of an OpenAI-compatible service such as https://models.example/v1, or empty',
    })
    .default(''),
  MODEL_NAME: z.string().trim().default(''),
  MODEL_KEY: z.string().trim().default(''),
  MODEL_DAILY_CAP: z.coerce
    .number({ error: 'must be a number of messages such as 200' })
    .int({ error: 'must be a whole number of messages such as 200' })
    .min(0, { error: 'must be 0 or more messages' })
    .default(200),
  LOCAL_CHAT: z.enum(['auto', 'on', 'off'], { error: 'must be auto, on or off' }).default('auto'),
  LOCAL_NOW: moment.default(''),
  LOCAL_DEMO: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug' })
    .default('warn'),
};

const schema = z.object(settings);

export interface Config extends Omit<z.infer<typeof schema>, 'SEND_INTERVAL_MS' | 'SEND_PER_MINUTE' | 'LOCAL_CHAT'> {
  SEND_INTERVAL_MS: number;
  /** 0: no limit. */
  SEND_PER_MINUTE: number;
  /** Whether the local chat runs. */
  localChat: boolean;
}

/**
 * Reads the settings. Throws an Error whose message is one sentence that names the wrong setting and says what it must be.
 * @param environment usually process.env
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.keys(settings).map((name) => [name, environment[name] || undefined]));
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    const name = String(issue.path[0]);
    // An address may hold a password, and what is said here ends up in logs.
    const value = name.endsWith('_URL') ? '' : `=${environment[name]}`;
    throw new Error(`${name}${value} is not right: it ${issue.message}.`);
  }
  if (result.data.MODEL_URL && !result.data.MODEL_NAME)
    throw new Error('MODEL_NAME is not right: it must be the name of a model that MODEL_URL has.');
  // Two ways into the same group: everything would be said and heard twice.
  if (result.data.PASTE === 'on' && result.data.PUPPET)
    throw new Error('PASTE=on is not right: it must be off while PUPPET names a puppet.');
  const { LOCAL_CHAT, SEND_INTERVAL_MS, SEND_PER_MINUTE, ...rest } = result.data;
  const paced = rest.PUPPET !== '';
  return {
    ...rest,
    SEND_INTERVAL_MS: SEND_INTERVAL_MS === '' ? (paced ? 2000 : 0) : Number(SEND_INTERVAL_MS),
    SEND_PER_MINUTE: SEND_PER_MINUTE === '' ? (paced ? 20 : 0) : Number(SEND_PER_MINUTE),
    localChat: LOCAL_CHAT === 'on' || (LOCAL_CHAT === 'auto' && rest.PUPPET === '' && rest.PASTE === 'off'),
  };
}
