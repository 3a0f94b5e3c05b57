import { z } from 'zod';
import { Nothing } from './nothing.ts';

const Account = z.string().min(1);

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
} as const;
