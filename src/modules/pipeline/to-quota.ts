import type { Quota } from '#contracts';
import type { pipelineQuotas } from './tables.ts';

/** A row as it is shown. */
export function toQuota(row: typeof pipelineQuotas.$inferSelect): Quota {
  const { id: quotaId, subjectKind: kind, subjectName, fromDay: from, toDay: to, currency, amountMinor } = row;
  const name = kind === 'company' ? null : subjectName;
  return { quotaId, kind, name, from, to, currency, amountMinor, setAt: row.setAt.toISOString() };
}
