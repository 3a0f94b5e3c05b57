import { setting } from './setting.ts';
import { listValue, textValue, urlValue, wholeNumberValue } from './setting-value.ts';

const webProtocols = ['http:', 'https:'];

/** How Gong is reached, and what of it is read. */
export const gongSettings = {
  GONG_ACCESS_KEY: setting(textValue(), {
    section: 'Gong',
    description: 'The access key of the Gong API (Admin center > Ecosystem > API). Without it, Gong is not connected.',
    example: '',
    secret: true,
  }),
  GONG_ACCESS_KEY_SECRET: setting(textValue(), {
    section: 'Gong',
    description: 'The secret that belongs to GONG_ACCESS_KEY.',
    example: '',
    secret: true,
  }),
  GONG_BASE_URL: setting(urlValue(webProtocols), {
    section: 'Gong',
    description: "The address of your Gong API, where it differs; Gong's page with the key names it.",
    example: 'https://api.gong.io',
  }),
  GONG_WORKSPACES: setting(listValue(), {
    section: 'Gong',
    description:
      'Only the calls of these Gong workspaces (names or ids, with commas between them). One that does not exist is an error, and nothing is read.',
    example: 'Sales',
  }),
  GONG_REQUESTS_PER_DAY: setting(wholeNumberValue({ min: 100, max: 10_000_000 }), {
    section: 'Gong',
    description:
      'How many requests your Gong account allows on a day, where it differs. Sophia counts its own and waits for the next day (UTC) where they are used up. The count goes with GONG_ACCESS_KEY, the limit with your company: on a day on which the key is exchanged, and where other programs use the account too, set less.',
    example: '10000',
  }),
  GONG_WEBHOOK_PUBLIC_KEY: setting(textValue(), {
    section: 'Gong',
    description: 'The public key of the webhook rule (“Signed JWT header”), as Gong shows it, on one line.',
    example: '',
  }),
};
