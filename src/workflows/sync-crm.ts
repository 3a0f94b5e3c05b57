import { z } from 'zod';
import { CrmRecordType } from '#contracts';
import type { ConnectedChangeContext } from '#modules/changesets';
import { reviewContradictions } from '#modules/contradictions';
import {
  ComparedType,
  findDuplicates,
  listDefinitions,
  syncDefinitions,
  syncNotesPage,
  syncRecordsPage,
} from '#modules/crm';
import { listSyncCursors, ownersAgain, saveSyncCursor, saveSyncProblem } from '#modules/intake';
import { type Actor, requireConnection } from '#platform/context';
import { scheduleOnce } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { withSpan } from '#platform/telemetry';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { countRead } from './count-read.ts';
import { mirroredProperties } from './mirrored-properties.ts';

import { noteForSearch } from './note-for-search.ts';
import { unlessTypeWithdrawn } from './unless-type-withdrawn.ts';
import { unlessWithdrawn } from './unless-withdrawn.ts';

export interface SyncCrmDependencies {
  readonly contextFor: (options: { workspaceId: string; requestId: string; actor: Actor }) => ConnectedChangeContext;
}

const SyncCrmInput = z.strictObject({
  workspaceId: z.string(),
  mode: z.enum(['incremental', 'full', 'sweep']),
  requestId: z.string(),
  traceparent: z.string().nullable(),
});
type SyncCrmInput = z.infer<typeof SyncCrmInput>;

type SyncCursor = Awaited<ReturnType<typeof listSyncCursors>>['cursors'][number];

interface Syncing {
  readonly run: WorkflowRun;
  readonly ctx: ConnectedChangeContext;
  readonly input: SyncCrmInput;
  readonly objectType: CrmRecordType;
}

const attempts = 4;
/** A company stands before its contacts, and both before their deals; leads, which not every account has, come last. */
const order: readonly CrmRecordType[] = ['company', 'contact', 'deal', 'lead'];

/**
 * Brings the mirror of the CRM up to date, a page to a step: what has changed, or all there is, or what has vanished.
 * All but the frequent kind also read how the CRM describes itself and look for duplicates.
 */
export function syncCrm({ contextFor }: SyncCrmDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'sync-crm',
    queue: 'syncs',
    input: SyncCrmInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, mode } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'sync-crm' } });
      if (ctx.connections.crm.state === 'off') return { state: 'off', read: 0, changed: 0, vanished: 0 };
      if (mode === 'incremental') await describeFirst({ run, ctx, input });
      else await readDefinitions({ run, ctx, input });
      const total = { state: 'done', read: 0, changed: 0, vanished: 0 };
      function add({ read, changed, vanished }: SyncedType): void {
        total.read += read;
        total.changed += changed;
        total.vanished += vanished;
      }
      for (const objectType of order) {
        const syncing = { run, ctx, input, objectType };
        add(await syncType(syncing));
        if (mode !== 'incremental' && ComparedType.safeParse(objectType).success) await lookForDuplicates(syncing);
      }
      add(await syncNotes({ run, ctx, input }));
      return total;
    },
  });
}

interface SyncedType {
  readonly read: number;
  readonly changed: number;
  readonly vanished: number;
}

async function syncType({ run, ctx, input, objectType }: Syncing): Promise<SyncedType> {
  const { mode, traceparent } = input;
  const total = { read: 0, changed: 0, vanished: 0 };
  for (let page = 1; ; page += 1) {
    const synced = await run.step({ name: `sync-${objectType}-${page}`, maxAttempts: attempts }, () =>
      withSpan({ name: 'crm.sync', traceparent }, async () => {
        const properties = await mirroredProperties({ ctx, objectType });
        const page = await unlessTypeWithdrawn({
          ctx,
          objectType,
          read: () => syncRecordsPage({ ctx, input: { objectType, mode, properties } }),
        });
        if (page === null) return { read: 0, changed: 0, vanished: 0, done: true };
        const { read, changed, vanished, done, changedRecordIds } = page;
        await reviewContradictions({ ctx, input: { recordIds: [...changedRecordIds] } });
        await noteForSearch({ ctx, kind: 'record', ids: changedRecordIds });
        countRead({ ctx, read, changed, vanished });
        return { read, changed, vanished, done };
      }),
    );
    total.read += synced.read;
    total.changed += synced.changed;
    total.vanished += synced.vanished;
    if (synced.done) return total;
  }
}

/** Notes come behind the records that they hang on; what is gone of them leaves an outside store with the next look. */
async function syncNotes({ run, ctx, input: { mode, traceparent } }: Omit<Syncing, 'objectType'>): Promise<SyncedType> {
  const total = { read: 0, changed: 0, vanished: 0 };
  for (let page = 1; ; page += 1) {
    const synced = await run.step({ name: `sync-note-${page}`, maxAttempts: attempts }, () =>
      withSpan({ name: 'crm.sync', traceparent }, async () => {
        const notes = await unlessWithdrawn({
          ctx,
          label: 'Notes',
          read: () => syncNotesPage({ ctx, input: { mode } }),
        });
        if (notes === null) return { read: 0, changed: 0, vanished: 0, done: true };
        const { changedNoteIds, ...counts } = notes;
        await noteForSearch({ ctx, kind: 'note', ids: changedNoteIds });
        if (counts.vanished > 0) {
          await scheduleOnce({ ctx, kind: 'index-search', subject: 'removed', dueAt: ctx.clock.now() });
        }
        countRead({ ctx, ...counts });
        return { ...counts };
      }),
    );
    total.read += synced.read;
    total.changed += synced.changed;
    total.vanished += synced.vanished;
    if (synced.done) return total;
  }
}

/** Differences are told in the log and stand in the audit trail: what writes by an old name will be refused. */
async function readDefinitions({ run, ctx, input }: Pick<Syncing, 'run' | 'ctx' | 'input'>): Promise<void> {
  // The frequent kind comes again soon, and reads the records all the same.
  const maxAttempts = input.mode === 'incremental' ? 1 : attempts;
  await run.step({ name: 'sync-definitions', maxAttempts }, () =>
    withSpan({ name: 'crm.sync', traceparent: input.traceparent }, async () => {
      const { differences, ...counts } = await syncDefinitions({ ctx });
      await saveSyncCursor({ ctx, input: { ...definitionsOf(ctx), position: {}, count: counts.owners } });
      if (differences.length > 0) ctx.log.warn({ differences }, 'The CRM describes itself otherwise than before');
      return { ...counts, differences: differences.length };
    }),
  );
}

/**
 * The frequent kind may be the first of a start: who owns what is read before the records, so that whoever is to be
 * told is known. Where that fails the records are read all the same.
 */
async function describeFirst({ run, ctx, input }: Pick<Syncing, 'run' | 'ctx' | 'input'>): Promise<void> {
  if (!(await run.patch('owners-first'))) return;
  const areRead = await run.step('are-owners-read', async () => {
    const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
    const tried = await lastTryOf(ctx);
    return (owners.length > 0 && (tried?.problem ?? null) === null) || isHeldBack({ ctx, tried });
  });
  if (areRead) return;
  try {
    await readDefinitions({ run, ctx, input });
  } catch (error) {
    const unforeseen = { code: 'internal.unexpected', message: 'The owners could not be read; the log says why.' };
    const { code, message } = error instanceof SophiaError ? error : unforeseen;
    await saveSyncProblem({ ctx, input: { ...definitionsOf(ctx), problem: { code, message } } });
    ctx.log.warn({ err: error }, 'The CRM is read before it could be asked who its owners are');
  }
}

async function lastTryOf(ctx: ConnectedChangeContext): Promise<SyncCursor | undefined> {
  const { source, stream } = definitionsOf(ctx);
  const { cursors } = await listSyncCursors({ ctx });
  return cursors.find((cursor) => cursor.source === source && cursor.stream === stream);
}

/** A key that is refused seldom gets its right within a minute, and every other read says so as well. */
const refusedAgainMs = 600_000;

/**
 * Where it has no owners, or keeps them from us, it is asked again within the hour, and not at each look; where it
 * refuses our key, within ten minutes. Whatever else stood in the way may be gone by the next.
 */
function isHeldBack({ ctx, tried }: { ctx: ConnectedChangeContext; tried: SyncCursor | undefined }): boolean {
  if (tried === undefined) return false;
  const passedMs = ctx.clock.now().getTime() - Date.parse(tried.updatedAt);
  if (tried.problem?.code === 'vendor.unauthorized') return passedMs < refusedAgainMs;
  const isLasting = tried.problem === null || tried.problem.code === 'vendor.missing-scope';
  return isLasting && passedMs < ownersAgain.afterMs;
}

function definitionsOf({ connections }: ConnectedChangeContext): { source: string; stream: string } {
  return { source: requireConnection(connections.crm).name, stream: ownersAgain.stream };
}

async function lookForDuplicates({ run, ctx, objectType }: Syncing): Promise<void> {
  await run.step({ name: `find-duplicates-${objectType}`, maxAttempts: attempts }, () =>
    findDuplicates({ ctx, input: { objectType } }),
  );
}
