import type { Crm } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { mirroredProperties } from '../mirrored-properties.ts';
import { type SyncCounts, SyncInput } from '../schema.ts';
import { type FetchedPage, fetchPage } from './fetch-page.ts';
import { isKeptFromUs, isMirrored } from './is-kept-from-us.ts';
import { storePage } from './store-page.ts';
import { currentPass, forgetProblem, recordPage, recordProblem, type SyncPass } from './sync-pass.ts';

interface SyncedPage extends SyncCounts {
  readonly changedRecordIds: readonly string[];
  /** Whether this was the last page of its pass. */
  readonly done: boolean;
}

/**
 * Reads one page of records of the CRM into the mirror and notes how far it came, so that whoever goes on begins
 * behind it. The CRM is asked before, never within, the transaction.
 */
export async function syncRecordsPage({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: SyncInput;
}): Promise<SyncedPage> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const { objectType, mode, properties } = parseInput({ schema: SyncInput, input, what: 'a sync' });
  const crm = requireConnection(ctx.connections.crm);
  const mirrored = mirroredProperties({ objectType, properties });
  const stream = { source: crm.name, objectType, mode };
  const pass = await currentPass({ ctx, ...stream });
  const page = await fetchOrNote({ ctx, crm, pass, mirrored, stream });
  if (page === null) {
    await forgetProblem({ ctx, ...stream });
    return { read: 0, changed: 0, vanished: 0, changedRecordIds: [], done: true };
  }
  return transact({ ctx }, async (inner) => {
    const stored = await storePage({ ctx: inner, source: crm.name, objectType, mirrored, page });
    const { changedRecordIds, vanishedRecordIds } = stored;
    const counts = { read: page.read, changed: changedRecordIds.length, vanished: vanishedRecordIds.length };
    const done = await recordPage({ ctx: inner, ...stream, pass, nextCursor: page.nextCursor, counts });
    if (counts.changed > 0 || counts.vanished > 0) {
      await audit({
        ctx: inner,
        action: 'crm.synced',
        resource: { type: 'workspace', id: inner.workspaceId },
        details: { objectType, mode, ...counts, vanishedRecordIds },
      });
    }
    return { ...counts, changedRecordIds: [...changedRecordIds, ...vanishedRecordIds], done };
  });
}

/**
 * A page that could not be read is told of by its stream, and thrown to whoever tries it again. Null where an account has
 * no such records for us and never had; what was read once and is refused now is a fault.
 */
async function fetchOrNote({
  ctx,
  crm,
  pass,
  mirrored,
  stream,
}: {
  ctx: ConnectedContext;
  crm: Crm;
  pass: SyncPass;
  mirrored: ReturnType<typeof mirroredProperties>;
  stream: { readonly source: string } & Pick<SyncInput, 'objectType' | 'mode'>;
}): Promise<FetchedPage | null> {
  try {
    return await fetchPage({ ctx, crm, pass, mirrored, objectType: stream.objectType });
  } catch (error) {
    const { objectType } = stream;
    if (isKeptFromUs({ crm, objectType, error }) && !(await isMirrored({ ctx, objectType }))) return null;
    if (error instanceof SophiaError) {
      await recordProblem({ ctx, ...stream, pass, problem: { code: error.code, message: error.message } });
    }
    throw error;
  }
}
