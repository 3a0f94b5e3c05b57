import { z } from 'zod';
import { Nothing } from './nothing.ts';

/** What can be asked about the secrets that lie encrypted in the database. */
export const secretOperations = {
  'secrets.rotate': {
    input: Nothing,
    output: z.object({
      place: z.enum(['file', 'setting']),
      sealed: z.int(),
      unreadable: z.int(),
      droppedKeys: z.int(),
      keys: z.int(),
    }),
  },
  'secrets.unmask': {
    input: z.strictObject({ text: z.string(), reason: z.string() }),
    output: z.object({ text: z.string(), opened: z.int(), unreadable: z.int() }),
  },
} as const;
