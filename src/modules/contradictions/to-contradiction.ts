import { z } from 'zod';
import { Contradiction } from './schema.ts';
import type { contradictions } from './tables.ts';

/** An actor with a name: a person. */
const Resolver = z.object({ name: z.string() });

/** Rows and contradictions meet here. */
export function toContradiction(row: typeof contradictions.$inferSelect): Contradiction {
  return Contradiction.parse({
    contradictionId: row.id,
    recordId: row.recordId,
    kind: row.kind,
    property: row.property,
    crmValue: row.crmValue,
    crmValueKept: false,
    saidValue: row.saidValue,
    callId: row.callId,
    emailId: row.emailId,
    otherValue: row.otherValue,
    saidAt: row.saidAt.toISOString(),
    evidence: row.evidence,
    ownerId: row.ownerId,
    state: row.state,
    changeId: row.changeId,
    foundAt: row.foundAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: Resolver.safeParse(row.resolvedBy).data?.name ?? null,
    resolvedBecause: row.resolvedBecause,
  });
}
