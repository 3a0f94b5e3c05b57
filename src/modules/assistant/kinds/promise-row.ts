import { z } from 'zod';

/** A promise as a line tells it. */
export const PromiseRow = z.object({
  id: z.string(),
  call_id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  company: z.string().nullable(),
  text: z.string(),
  owner: z.string(),
  state: z.string(),
  due: z.string().nullable(),
  quote: z.string(),
  turn: z.number(),
  speaker: z.string(),
});
