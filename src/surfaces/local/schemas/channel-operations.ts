import { z } from 'zod';
import { Nothing } from './nothing.ts';

const Account = z.string().min(1);

const Policy = z.object({
  listens: z.enum(['mention', 'thread', 'never']),
  teams: z.array(z.string()).nullable(),
  others: z.enum(['told', 'silent']),
  answers: z.enum(['usual', 'alone', 'open']),
  bots: z.enum(['never', 'mention']),
});
/** Of one channel; without one, of all of which nothing else was said. */
const PolicyLine = z.object({ channelId: z.string().nullable(), name: z.string().nullable(), policy: Policy });

/** What can be asked about the channels of companies and deals. `account` is a name, a part of it, or an id. */
export const channelOperations = {
  'channels.list': {
    input: Nothing,
    output: z.object({
      channels: z.array(
        z.object({
          channelId: z.string(),
          name: z.string(),
          account: z.string(),
          isPrivate: z.boolean(),
          isArchived: z.boolean(),
        }),
      ),
    }),
  },
  'channels.open': {
    input: z.strictObject({ account: Account, name: z.string().nullable(), isPrivate: z.boolean() }),
    output: z.object({ channelId: z.string(), name: z.string(), account: z.string(), created: z.boolean() }),
  },
  'channels.rename': {
    input: z.strictObject({ account: Account, name: z.string() }),
    output: z.object({ channelId: z.string(), name: z.string(), account: z.string(), before: z.string() }),
  },
  'channels.close': {
    input: z.strictObject({ account: Account, archive: z.boolean() }),
    output: z.object({ channelId: z.string(), name: z.string(), account: z.string(), archived: z.boolean() }),
  },
  'channels.policies': { input: Nothing, output: z.object({ policies: z.array(PolicyLine) }) },
  'channels.policy': {
    input: z.strictObject({
      /** By its name or id; null for all. */
      channel: z.string().min(1).nullable(),
      /** What is not named stays; null forgets what was said. */
      policy: z.strictObject(Policy.partial().shape).nullable(),
    }),
    output: PolicyLine,
  },
} as const;
