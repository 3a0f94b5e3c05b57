import type { ForecastStanding } from '#contracts';
import { seenOwnerIds } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { eq } from '#platform/sql';
import { type ForecastQuestion, loadOwnerSums } from '../forecast/forecast-from.ts';
import { pipelineQuotas } from '../tables.ts';
import { teamsWithOwners } from '../teams-with-owners.ts';
import { quotaOf } from './quota-of.ts';
import { seesQuota } from './sees-quota.ts';

type Quotas = readonly (typeof pipelineQuotas.$inferSelect)[];
type OwnerSums = Awaited<ReturnType<typeof loadOwnerSums>>;

interface Subject {
  readonly kind: ForecastStanding['kind'];
  readonly id: string;
  readonly name: string;
  readonly ownerIds: readonly string[];
}

/**
 * How each team and each owner stands in the period: what is won and what is open of theirs, and what lacks to their quota.
 * Of whoever sees a part, the owners of whom they see every deal, and the teams of which they see every owner.
 */
export async function standingsFor(question: ForecastQuestion): Promise<ForecastStanding[]> {
  const { ctx, period, filter } = question;
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const seen = await seenOwnerIds(ctx);
  function isShown(id: string): boolean {
    return (seen === null || seen.has(id)) && (filter.ownerIds === null || filter.ownerIds.includes(id));
  }
  const sums = await loadOwnerSums(question);
  const quotas = filter.pipelineId === null ? await quotasSeen(question) : [];
  const teams = (await teamsWithOwners({ ctx, owners })).filter(({ ownerIds }) => ownerIds.length > 0);
  const subjects: Subject[] = [
    ...teams.map(({ id, label, ownerIds }) => ({ kind: 'team' as const, id, name: label, ownerIds })),
    ...owners.map(({ externalId, name }) => ({ kind: 'owner' as const, id: externalId, name, ownerIds: [externalId] })),
  ];
  return subjects
    .filter(({ ownerIds }) => ownerIds.every(isShown))
    .flatMap((subject) => standingsOf({ subject, sums, quotas, period }))
    .toSorted((one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name, 'en'));
}

async function quotasSeen({ ctx }: ForecastQuestion): Promise<Quotas> {
  const rows = await ctx.db.select().from(pipelineQuotas).where(eq(pipelineQuotas.workspaceId, ctx.workspaceId));
  return rows.filter(await seesQuota(ctx));
}

function rankOf({ kind }: ForecastStanding): number {
  return kind === 'team' ? 0 : 1;
}

/** In each currency in which there is a quota, or a deal. */
function standingsOf({
  subject: { kind, id, name, ownerIds },
  sums,
  quotas,
  period,
}: {
  subject: Subject;
  sums: OwnerSums;
  quotas: Quotas;
  period: ForecastQuestion['period'];
}): ForecastStanding[] {
  const own = sums.filter(({ ownerId }) => ownerId !== null && ownerIds.includes(ownerId));
  const set = quotas.filter(({ subjectKind, subjectId }) => subjectKind === kind && subjectId === id);
  const ofOwners = quotas.filter(
    ({ subjectKind, subjectId }) => subjectKind === 'owner' && ownerIds.includes(subjectId),
  );
  const currencies = new Set([...own, ...set, ...ofOwners].map(({ currency }) => currency));
  return [...currencies].sort().flatMap((currency): ForecastStanding[] => {
    const quota = quotaOf({ set, ofOwners, currency, period });
    const counted = own.filter(
      (sum) => sum.currency === currency && (quota?.ownerIds?.includes(sum.ownerId ?? '') ?? true),
    );
    if (quota === null && counted.length === 0) return [];
    const closedMinor = sumIn(counted, 'won');
    const commitMinor = sumIn(counted, 'commit');
    return [
      {
        kind,
        name,
        currency,
        closedMinor,
        commitMinor,
        bestCaseMinor: sumIn(counted, 'best_case'),
        pipelineMinor: sumIn(counted, 'pipeline'),
        quotaMinor: quota?.quotaMinor ?? null,
        gapMinor: quota === null ? null : quota.quotaMinor - closedMinor - commitMinor,
        basis: quota?.basis ?? null,
        owners: quota?.owners ?? 0,
      },
    ];
  });
}

function sumIn(sums: OwnerSums, bucket: OwnerSums[number]['bucket']): number {
  return sums.reduce((total, sum) => total + (sum.bucket === bucket ? sum.minor : 0), 0);
}
