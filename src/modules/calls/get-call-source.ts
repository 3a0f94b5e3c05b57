import { z } from 'zod';
import { SourceParty, VendorInsights } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { and, eq, type SQL, sql } from '#platform/sql';
import { callSources, calls } from './tables.ts';
import { withoutDetails } from './without-details.ts';

const Parties = z.array(SourceParty);
const Insights = VendorInsights.nullable();

export interface CallSourceRow {
  readonly callId: string;
  readonly source: string;
  readonly externalId: string;
  /** Where the vendor's player opens. */
  readonly url: string | null;
  readonly primaryUserId: string | null;
  readonly durationSeconds: number | null;
  readonly parties: readonly SourceParty[];
  readonly insights: VendorInsights | null;
  /** How often its words have returned to an earlier version. */
  readonly returns: number;
}

/** Where a call came from, by our id or by the source's; null for a file, or where it is not known. */
export async function getCallSource({
  ctx,
  input,
}: Verb<
  { readonly callId: string } | { readonly source: string; readonly externalId: string }
>): Promise<CallSourceRow | null> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: 'callId' in input ? input.callId : null } });
  const seen = seenCall(ctx, callSources.callId);
  const isOfAny = 'callId' in input && seen === undefined;
  const which = and('callId' in input ? ofCall : ofExternal, seen);
  const statement = isOfAny ? sourceOfAny(ctx.db) : sourceOf(ctx.db, which);
  const [found] = await statement.execute({ workspaceId: ctx.workspaceId, ...input });
  if (found === undefined) return null;
  const { row, returns } = found;
  return {
    callId: row.callId,
    source: row.source,
    externalId: row.externalId,
    url: row.url,
    primaryUserId: row.primaryUserId,
    durationSeconds: row.durationSeconds,
    parties: Parties.parse(row.parties).map((party) => withoutDetails(party, ctx)),
    insights: Insights.parse(row.insights ?? null),
    returns,
  };
}

const ofCall = eq(callSources.callId, sql.placeholder('callId'));
const ofExternal = and(
  eq(callSources.source, sql.placeholder('source')),
  eq(callSources.externalId, sql.placeholder('externalId')),
);
const sourceOfAny = buildOnce((db) => sourceOf(db, ofCall));

function sourceOf(db: Database, which: SQL | undefined) {
  return db
    .select({ row: callSources, returns: calls.returns })
    .from(callSources)
    .innerJoin(calls, eq(calls.id, callSources.callId))
    .where(and(eq(callSources.workspaceId, sql.placeholder('workspaceId')), which))
    .prepare('');
}
