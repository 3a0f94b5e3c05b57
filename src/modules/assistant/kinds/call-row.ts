import { z } from 'zod';

/** A call as answers list it. */
export const CallRow = z.object({
  id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  company: z.string().nullable(),
  rep: z.string().nullable(),
  note: z.string().nullable(),
});
export type CallRow = z.infer<typeof CallRow>;
