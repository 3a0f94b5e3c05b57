import { z } from 'zod';
import type { CrmRecord } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { appendVersion } from './append-version.ts';
import { readProperty } from './read-property.ts';

const End = z.object({
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
});
const Heads = z.object({ from: End.optional(), to: z.array(End).optional() });

/** Who an e-mail is from and to, which HubSpot reads from its heads and lets nobody write. */
export function deriveEnds({ nowMs }: Pick<WriteContext, 'nowMs'>, record: CrmRecord): void {
  const heads = readHeads(readProperty(record, { name: 'hs_email_headers' }));
  if (heads === null) return;
  const derived = {
    hs_email_from_email: heads.from?.email ?? '',
    hs_email_from_firstname: heads.from?.firstName ?? '',
    hs_email_from_lastname: heads.from?.lastName ?? '',
    hs_email_to_email: (heads.to ?? []).flatMap(({ email }) => email ?? []).join(';'),
  };
  for (const [property, value] of Object.entries(derived)) {
    if ((record.versions[property]?.at(-1)?.value ?? '') === value) continue;
    const version = { value, atMs: nowMs, sourceType: 'CALCULATED', sourceId: null, userId: null } as const;
    appendVersion(record, { property, version });
  }
}

function readHeads(text: string | null): z.infer<typeof Heads> | null {
  if (text === null || text === '') return null;
  try {
    return Heads.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
