import type { Quota } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import { seesQuota } from './quota/sees-quota.ts';
import { pipelineQuotas } from './tables.ts';
import { toQuota } from './to-quota.ts';

/** The quotas, the latest period first; of whoever sees a part, those of the owners and teams that are theirs to see. */
export async function listQuotas({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ quotas: Quota[] }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const rows = await ctx.db
    .select()
    .from(pipelineQuotas)
    .where(eq(pipelineQuotas.workspaceId, ctx.workspaceId))
    .orderBy(asc(pipelineQuotas.subjectKind), asc(pipelineQuotas.subjectName), asc(pipelineQuotas.id));
  const isSeen = await seesQuota(ctx);
  const quotas = rows.filter(isSeen).map(toQuota);
  return { quotas: quotas.toSorted((one, other) => (one.from === other.from ? 0 : one.from < other.from ? 1 : -1)) };
}
