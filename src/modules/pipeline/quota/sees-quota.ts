import { seenOwnerIds } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';
import type { pipelineQuotas } from '../tables.ts';
import { teamsSeen } from '../teams-seen.ts';

type Subject = Pick<typeof pipelineQuotas.$inferSelect, 'subjectKind' | 'subjectId'>;

/**
 * Whose quotas the actor sees. Whoever sees a part sees those of the owners whose deals are theirs to see, and of the
 * teams of Sophia that they are in or of which they see every owner; the company's would tell of others.
 */
export async function seesQuota(ctx: Context): Promise<(subject: Subject) => boolean> {
  const seen = await seenOwnerIds(ctx);
  if (seen === null) return () => true;
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const own = new Set((await teamsSeen(ctx)).map(({ id }) => id));
  return ({ subjectKind, subjectId }) => {
    if (subjectKind === 'company') return false;
    if (subjectKind === 'owner') return seen.has(subjectId);
    if (own.has(subjectId)) return true;
    const members = owners.filter(({ teams }) => teams.some(({ externalId }) => `crm:${externalId}` === subjectId));
    return members.length > 0 && members.every(({ externalId }) => seen.has(externalId));
  };
}
