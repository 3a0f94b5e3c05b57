import { z } from 'zod';

/** One line of an answer: any number of events, then exactly one result or error. */
export const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), value: z.unknown() }),
  z.object({ kind: z.literal('result'), value: z.unknown() }),
  z.object({
    kind: z.literal('error'),
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
]);
export type Message = z.infer<typeof Message>;

export const messageMediaType = 'application/x-ndjson';
