import type { Crm, CrmDetailType } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, asc, eq, gt } from '#platform/sql';
import { type SyncCounts, SyncDetailsInput } from '../schema.ts';
import { isKeptFromUs, isMirrored } from '../sync/is-kept-from-us.ts';
import { currentPass, forgetProblem, recordPage, recordProblem, type SyncPass } from '../sync/sync-pass.ts';
import { crmDetails } from '../tables.ts';
import { detailProperties } from './detail-properties.ts';
import { forgetDetails } from './forget-details.ts';
import { type ReadDetails, readDetails } from './read-details.ts';
import { knownDetails, storeDetails } from './store-details.ts';

interface Fetching {
  readonly ctx: Context;
  readonly crm: Crm;
  readonly objectType: CrmDetailType;
}

interface DetailPage extends ReadDetails {
  readonly read: number;
  readonly nextCursor: string | null;
}

/** What was written longer ago is not looked for: it is no word on how a deal stands. */
const oldestEmailMs = 90 * 86_400_000;
const sweepSize = 100;

/**
 * Reads one page of what belongs to deals into the mirror, as `syncRecordsPage` does with records, and notes how far it
 * came. Of a kind that the CRM keeps from us, or that we are not to read, nothing is read.
 */
export async function syncDetailsPage({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: SyncDetailsInput;
}): Promise<SyncCounts & { done: boolean }> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const { objectType, mode } = parseInput({ schema: SyncDetailsInput, input, what: 'a sync of details' });
  const crm = requireConnection(ctx.connections.crm);
  const nothing = { read: 0, changed: 0, vanished: 0, done: true };
  if (!crm.optionalTypes.includes(objectType)) {
    const vanished = await transact({ ctx }, (inner) => forgetDetails({ ctx: inner, objectType }));
    return { ...nothing, vanished };
  }
  const stream = { source: crm.name, objectType, mode };
  const pass = await currentPass({ ctx, ...stream });
  const page = await fetchOrNote({ ctx, crm, pass, stream });
  if (page === null) {
    await forgetProblem({ ctx, ...stream });
    return nothing;
  }
  return transact({ ctx }, async (inner) => {
    const stored = await storeDetails({ ctx: inner, source: crm.name, objectType, read: page });
    const counts = { read: page.read, ...stored };
    const done = await recordPage({ ctx: inner, ...stream, pass, nextCursor: page.nextCursor, counts });
    if (counts.changed > 0 || counts.vanished > 0) {
      const resource = { type: 'workspace', id: inner.workspaceId } as const;
      await audit({ ctx: inner, action: 'crm.synced', resource, details: { objectType, mode, ...counts } });
    }
    return { ...counts, done };
  });
}

async function fetchOrNote({
  ctx,
  crm,
  pass,
  stream,
}: Omit<Fetching, 'objectType'> & {
  ctx: ConnectedContext;
  pass: SyncPass;
  stream: { readonly source: string } & SyncDetailsInput;
}): Promise<DetailPage | null> {
  const { objectType } = stream;
  try {
    const fetching = { ctx, crm, objectType, pass };
    return pass.phase === 'rows' ? await fetchRows(fetching) : await fetchListed(fetching);
  } catch (error) {
    if (isKeptFromUs({ crm, objectType, error }) && !(await isMirrored({ ctx, objectType }))) return null;
    if (error instanceof SophiaError) {
      await recordProblem({ ctx, ...stream, pass, problem: { code: error.code, message: error.message } });
    }
    throw error;
  }
}

/** The listing only says which have changed, or are archived: those are gone. */
async function fetchListed({ pass, ...fetching }: Fetching & { pass: SyncPass }): Promise<DetailPage> {
  const { crm, objectType } = fetching;
  const { items, cursor } = await crm.listRecords({
    objectType,
    since: sinceOf({ ...fetching, pass }),
    archived: pass.phase === 'archived',
    properties: detailProperties[objectType].slice(0, 1),
    cursor: pass.cursor,
  });
  const page = { read: items.length, nextCursor: cursor };
  if (pass.phase === 'archived') {
    return { ...page, records: [], ties: [], gone: items.map(({ externalId }) => externalId) };
  }
  const listed = items.map(({ externalId }) => externalId);
  const known = pass.mode === 'full' ? new Map() : await knownDetails({ ...fetching, source: crm.name, ids: listed });
  const changed = items.filter(({ externalId, updatedAt }) => known.get(externalId) !== updatedAt);
  return { ...page, ...(await readDetails({ ...fetching, ids: changed.map(({ externalId }) => externalId) })) };
}

function sinceOf({ ctx, objectType, pass }: Pick<Fetching, 'ctx' | 'objectType'> & { pass: SyncPass }): Date | null {
  if (pass.since !== null) return new Date(pass.since);
  return objectType === 'email' ? new Date(ctx.clock.now().getTime() - oldestEmailMs) : null;
}

/** What does not come back is gone. */
async function fetchRows({ pass, ...fetching }: Fetching & { pass: SyncPass }): Promise<DetailPage> {
  const { ctx, objectType } = fetching;
  const rows = await ctx.db
    .select({ id: crmDetails.id, externalId: crmDetails.externalId })
    .from(crmDetails)
    .where(
      and(
        eq(crmDetails.workspaceId, ctx.workspaceId),
        eq(crmDetails.objectType, objectType),
        pass.cursor === null ? undefined : gt(crmDetails.id, pass.cursor),
      ),
    )
    .orderBy(asc(crmDetails.id))
    .limit(sweepSize);
  const read = await readDetails({ ...fetching, ids: rows.map(({ externalId }) => externalId) });
  const nextCursor = rows.length < sweepSize ? null : (rows.at(-1)?.id ?? null);
  return { ...read, read: rows.length, nextCursor };
}
