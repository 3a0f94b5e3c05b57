import type { CrmAssociation, CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { crmAssociations } from '../tables.ts';
import { tiedTypes } from './fetch-page.ts';
import { insertTies } from './insert-ties.ts';

interface Tying {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
  /** Whose ties were read completely. */
  readonly tiedIds: readonly string[];
  readonly ties: readonly CrmAssociation[];
}

/** Puts what was read in the place of what there was. Returns the ids of those whose ties differ. */
export async function storeAssociations(tying: Tying): Promise<readonly string[]> {
  const { ctx, source, objectType, tiedIds, ties } = tying;
  const types = tiedTypes[objectType];
  if (tiedIds.length === 0 || types.length === 0) return [];
  const isTheirs = and(
    eq(crmAssociations.workspaceId, ctx.workspaceId),
    eq(crmAssociations.source, source),
    eq(crmAssociations.fromType, objectType),
    inArray(crmAssociations.fromExternalId, [...tiedIds]),
    inArray(crmAssociations.toType, [...types]),
  );
  const before = await ctx.db.select().from(crmAssociations).where(isTheirs);
  const earlier = groupBySource(
    before.map((tie) => ({ from: tie.fromExternalId, to: `${tie.toType} ${tie.toExternalId}`, labels: tie.labels })),
  );
  const now = groupBySource(
    ties.map(({ from, to, labels }) => ({
      from: from.externalId,
      to: `${to.objectType} ${to.externalId}`,
      labels,
    })),
  );
  const differing = tiedIds.filter((id) => earlier.get(id) !== now.get(id));
  if (differing.length === 0) return [];
  await ctx.db.delete(crmAssociations).where(and(isTheirs, inArray(crmAssociations.fromExternalId, differing)));
  const isDiffering = new Set(differing);
  await insertTies({ ctx, source, ties: ties.filter(({ from }) => isDiffering.has(from.externalId)) });
  return differing;
}

/** All ties of a record as one text that can be compared. */
function groupBySource(
  ties: readonly { readonly from: string; readonly to: string; readonly labels: readonly string[] }[],
): ReadonlyMap<string, string> {
  const groups = new Map<string, string[]>();
  for (const { from, to, labels } of ties) {
    groups.set(from, [...(groups.get(from) ?? []), `${to} ${[...labels].sort().join('|')}`]);
  }
  return new Map([...groups].map(([from, list]) => [from, list.sort().join('\n')]));
}
