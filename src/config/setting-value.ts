import { z } from 'zod';
import { isLoopback } from '#platform/tls';

/** What a setting takes: the words for a fault ("expected …"), and the reader, which gives undefined for a fault. */
interface ValueRule<T> {
  readonly expected: string;
  readonly read: (text: string) => T | undefined;
}

/** What stands beside a setting in `.env.example` and in messages. */
export const SettingMeta = z.strictObject({
  section: z.string().min(1),
  description: z.string().min(1),
  /** A value that works, shown commented out; for a setting with a default, the default. */
  example: z.string(),
  secret: z.boolean().default(false),
});
export type SettingMeta = z.infer<typeof SettingMeta>;

/** A schema from the setting's text to its value; the issue's message is what was expected. */
export function settingValue<T>(rule: ValueRule<T>): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const value = rule.read(text.trim());
    if (value === undefined) {
      context.addIssue({ code: 'custom', message: rule.expected });
      return z.NEVER;
    }
    return value;
  });
}

export function textValue(): z.ZodType<string, string> {
  return settingValue({ expected: 'some text', read: (text) => (text === '' ? undefined : text) });
}

export function urlValue(protocols: readonly string[]): z.ZodType<string, string> {
  return settingValue({
    expected: `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    read: (text) => (URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined),
  });
}

export function wholeNumberValue(range: { readonly min: number; readonly max: number }): z.ZodType<number, string> {
  return settingValue({
    expected: `a whole number from ${range.min} to ${range.max}`,
    read: (text) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= range.min && value <= range.max ? value : undefined;
    },
  });
}

export function choiceValue<const Choice extends string>(choices: readonly Choice[]): z.ZodType<Choice, string> {
  return settingValue({
    expected: `one of ${choices.join(', ')}`,
    read: (text) => choices.find((choice) => choice === text.toLowerCase()),
  });
}

export function loopbackValue(): z.ZodType<string, string> {
  return settingValue({
    expected:
      'a loopback address (127.0.0.1, ::1 or localhost): the server listens on loopback only, behind a proxy with TLS',
    read: (text) => (isLoopback(text) ? text : undefined),
  });
}

export function timeZoneValue(): z.ZodType<string, string> {
  return settingValue({
    expected: 'an IANA time zone such as America/Chicago',
    read: (text) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
      } catch {
        return undefined;
      }
    },
  });
}

export function currencyValue(): z.ZodType<string, string> {
  return settingValue({
    expected: 'an ISO 4217 code such as USD',
    read: (text) => Intl.supportedValuesOf('currency').find((code) => code === text.toUpperCase()),
  });
}

/** The address of a provider, which only this machine may name without TLS. */
export function issuerValue(): z.ZodType<string, string> {
  return settingValue({
    expected: 'an https address without a query, or an http address of this machine',
    read: (text) => {
      if (!URL.canParse(text)) return undefined;
      const { protocol, hostname, search, hash } = new URL(text);
      const isHere = protocol === 'http:' && isLoopback(hostname);
      return (protocol === 'https:' || isHere) && search === '' && hash === '' ? text : undefined;
    },
  });
}

/** Parts between commas, trimmed; empty ones are left out. */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function listValue(): z.ZodType<readonly string[], string> {
  return settingValue({ expected: 'names with commas between them', read: (text) => splitList(text) });
}

export function domainsValue(): z.ZodType<readonly string[], string> {
  return settingValue({
    expected: 'e-mail domains such as example.com, with commas between them',
    read: (text) => {
      const domains = splitList(text.toLowerCase()).map((domain) => domain.replace(/^@/, ''));
      return domains.every((domain) => /^([a-z0-9-]+\.)+[a-z0-9-]+$/.test(domain)) ? domains : undefined;
    },
  });
}

export function secretKeysValue(): z.ZodType<readonly string[], string> {
  return settingValue({
    expected: 'one or more keys of 32 bytes as base64 (`openssl rand -base64 32` makes one), with commas between them',
    read: (text) => {
      const keys = splitList(text);
      return keys.length > 0 && keys.every((key) => /^[A-Za-z0-9+/]{43}=?$/.test(key)) ? keys : undefined;
    },
  });
}

export function signingSecretValue(): z.ZodType<string, string> {
  return settingValue({
    expected: '`whsec_` with 24 to 64 random bytes as base64 behind it',
    read: (text) => {
      const bytes = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
      const length = Buffer.from(bytes ?? '', 'base64').byteLength;
      return length >= 24 && length <= 64 ? text : undefined;
    },
  });
}

export function dollarsValue(): z.ZodType<number, string> {
  return settingValue({
    expected: 'an amount in US dollars such as 10 or 2.50',
    read: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  });
}
