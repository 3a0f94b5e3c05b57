import type { AuditRecord } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { auditRecords } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, desc, eq, gte, like, lt, lte, or, sql } from '#platform/sql';
import { ListAuditInput } from './schema.ts';
import { toAuditRecord } from './to-audit-record.ts';

/** Who did what, the newest first, as far as the filters let through. */
export async function listAudit({
  ctx,
  input,
}: Verb<ListAuditInput>): Promise<{ records: AuditRecord[]; nextBefore: number | null }> {
  authorise({ ctx, action: 'audit.read', resource: { type: 'audit', id: null } });
  const asked = parseInput({ schema: ListAuditInput, input, what: 'a listing of the audit trail' });
  const { actor, action, resourceId, requestId, result, from, to, before, limit } = asked;
  const beginning = `${action?.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const rows = await ctx.db
    .select()
    .from(auditRecords)
    .where(
      and(
        eq(auditRecords.workspaceId, ctx.workspaceId),
        before === null ? undefined : lt(auditRecords.sequence, before),
        actor === null
          ? undefined
          : or(
              ...['userId', 'email', 'keyId', 'name', 'component', 'source', 'type'].map(
                (field) => sql`lower(${auditRecords.actor}->>${sql.raw(`'${field}'`)}) = ${actor.toLowerCase()}`,
              ),
            ),
        action === null ? undefined : like(auditRecords.action, beginning),
        resourceId === null ? undefined : sql`${auditRecords.resource}->>'id' = ${resourceId}`,
        requestId === null ? undefined : eq(auditRecords.requestId, requestId),
        result === null ? undefined : eq(auditRecords.result, result),
        from === null ? undefined : gte(auditRecords.at, new Date(from)),
        to === null ? undefined : lte(auditRecords.at, new Date(to)),
      ),
    )
    .orderBy(sql`${auditRecords.sequence} desc nulls last`, desc(auditRecords.at), desc(auditRecords.id))
    .limit(limit);
  return {
    records: rows.map(toAuditRecord),
    nextBefore: rows.length === limit ? (rows.at(-1)?.sequence ?? null) : null,
  };
}
