import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { auditHeads, auditRecords, transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, desc, eq, sql } from '#platform/sql';
import { NoteSettingsInput } from './schema.ts';

const Known = z.object({ after: NoteSettingsInput.shape.found });

/**
 * Puts into the audit trail what of the settings that decide rights, and of the files beside them, is not as it was at
 * the last start of that machine: whole, before and after. Who did it, a file does not say. Nothing of it is a secret.
 */
export async function noteSettings({ ctx, input }: Verb<NoteSettingsInput>): Promise<{ noted: boolean }> {
  authorise({ ctx, action: 'settings.note', resource: { type: 'workspace', id: ctx.workspaceId } });
  const { machine, found, usual } = parseInput({ schema: NoteSettingsInput, input, what: 'what a start has found' });
  return transact({ ctx }, async (inner) => {
    const { workspaceId } = inner;
    await inner.db.select().from(auditHeads).where(eq(auditHeads.workspaceId, workspaceId)).for('update');
    const isLast = and(
      eq(auditRecords.workspaceId, workspaceId),
      eq(auditRecords.action, 'settings.edited'),
      sql`${auditRecords.details} ->> 'machine' = ${machine}`,
    );
    const rows = inner.db.select({ details: auditRecords.details }).from(auditRecords).where(isLast);
    const [last] = await rows.orderBy(desc(auditRecords.sequence)).limit(1);
    const before = { ...usual, ...Known.safeParse(last?.details).data?.after };
    const names = Object.keys(found).filter((name) => found[name] !== (before[name] ?? null));
    if (names.length === 0) return { noted: false };
    const details = { machine, changed: names, before, after: found };
    await audit({ ctx: inner, action: 'settings.edited', resource: { type: 'workspace', id: workspaceId }, details });
    return { noted: true };
  });
}
