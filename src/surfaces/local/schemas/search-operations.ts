import { z } from 'zod';
import { SearchAnswer, SearchQuestion, SearchStatus } from '#contracts';
import { Nothing } from './nothing.ts';

/** What can be asked of search. */
export const searchOperations = {
  'search.run': { input: SearchQuestion, output: SearchAnswer },
  'search.status': { input: Nothing, output: SearchStatus },
  'search.reindex': {
    input: z.strictObject({ what: z.enum(['drift', 'all']) }),
    output: z.strictObject({
      noted: z.int(),
      indexed: z.int(),
      failed: z.int(),
      left: z.int(),
      /** Chunks that were given vectors. */
      embedded: z.int(),
      /** Entries that were sent to the store or taken out of it. */
      stored: z.int(),
      /** Of a provider or the store, each a sentence. */
      problems: z.array(z.string()),
    }),
  },
} as const;
