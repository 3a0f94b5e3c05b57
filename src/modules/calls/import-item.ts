import { readFile } from 'node:fs/promises';
import { ImportOptions, type ItemProblem, type Transcript } from '#contracts';
import { authorise } from '#modules/access';
import { loadArtifact } from '#platform/artifacts';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { isUniqueViolation, StatementError, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { announceCall } from './announce-call.ts';
import { finishBatches } from './finish-batches.ts';
import { type ReadOptions, readTranscript } from './formats/index.ts';
import { storableTranscript } from './storable-transcript.ts';
import { storeTranscript } from './store-transcript.ts';
import { importBatches, importItems } from './tables.ts';

type Item = typeof importItems.$inferSelect;

const attempts = 3;

/** What became of one call of a file; a file that could not be read counts as one. */
export interface ImportedCall {
  readonly format: string;
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'failed';
}

/**
 * Reads one file of a batch and stores its calls. A file that cannot be read gets its problem written beside it and
 * stops nothing behind it; a call that is new, or has changed, is announced for analysis. Doing it twice changes nothing.
 */
export async function importItem({ ctx, input }: Verb<{ itemId: string }>): Promise<ImportedCall[]> {
  authorise({ ctx, action: 'call.import', resource: { type: 'batch', id: null } });
  const { item, options } = await loadItem({ ctx, itemId: input.itemId });
  if (item.state !== 'pending') return [];
  const read = await readCalls({ ctx, item, options });
  if ('problem' in read) return nameProblem({ ctx, item, ...read });
  try {
    return await storeAll({ ctx, item, options, transcripts: read.transcripts });
  } catch (error) {
    if (!isAboutTheData(error)) throw error;
    return nameProblem({ ctx, item, ...unforeseen({ ctx, item, error }) });
  }
}

/** Another worker may be storing the same call: its rows are found at the next try. */
async function storeAll(options: StoreAllOptions): Promise<ImportedCall[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await storeOnce(options);
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === attempts) throw error;
    }
  }
}

interface StoreAllOptions {
  readonly ctx: Context;
  readonly item: Item;
  readonly options: ImportOptions;
  readonly transcripts: readonly Transcript[];
}

function storeOnce({ ctx, item, options, transcripts }: StoreAllOptions): Promise<ImportedCall[]> {
  authorise({ ctx, action: 'call.import', resource: { type: 'batch', id: item.batchId } });
  return transact({ ctx }, async (inner) => {
    const imported: ImportedCall[] = [];
    for (const [position, transcript] of transcripts.entries()) {
      const outcome = await storeOne({ ctx: inner, item, options, transcript, first: position === 0 });
      imported.push({ format: transcript.format, outcome });
    }
    await audit({
      ctx: inner,
      action: 'file.imported',
      resource: { type: 'batch', id: item.batchId },
      details: { item: item.id, calls: imported.length },
    });
    return imported;
  });
}

interface Problem {
  readonly state: 'refused' | 'failed';
  readonly problem: ItemProblem;
}

async function nameProblem({
  ctx,
  item,
  state,
  problem,
}: Problem & { ctx: Context; item: Item }): Promise<ImportedCall[]> {
  authorise({ ctx, action: 'call.import', resource: { type: 'batch', id: item.batchId } });
  return transact({ ctx }, async (inner) => {
    await setItem({ ctx: inner, itemId: item.id, values: { state, problem } });
    await finishBatches({ ctx: inner, input: { batchIds: [item.batchId] } });
    await audit({
      ctx: inner,
      action: 'call.refused',
      resource: { type: 'batch', id: item.batchId },
      result: 'failed',
      details: { item: item.id, code: problem.code },
    });
    return [{ format: 'unknown', outcome: 'failed' }];
  });
}

/** The database refused what the file holds (SQLSTATE classes 22, 23, 54): trying again would change nothing. */
function isAboutTheData(error: unknown): boolean {
  if (isUniqueViolation(error)) return false;
  return error instanceof StatementError && /^(?:22|23|54)/.test(error.sqlState);
}

function unforeseen({ ctx, item, error }: { ctx: Context; item: Item; error: unknown }): Problem {
  ctx.log.error({ err: error, itemId: item.id, requestId: ctx.requestId }, 'A transcript could not be imported');
  const message = `Something unforeseen happened while reading ${item.sourceName}; the log has it under ${ctx.requestId}.`;
  return { state: 'failed', problem: { code: 'internal.unexpected', message, action: 'Report it, with the log.' } };
}

async function storeOne({
  ctx,
  item,
  options,
  transcript,
  first,
}: {
  ctx: Context;
  item: Item;
  options: ImportOptions;
  transcript: Transcript;
  first: boolean;
}): Promise<ImportedCall['outcome']> {
  const stored = await storeTranscript({ ctx, transcript, sourceName: item.sourceName, path: item.path });
  const values = { state: 'imported', callId: stored.callId, callVersion: stored.version };
  if (first) {
    await setItem({ ctx, itemId: item.id, values });
  } else {
    const { problem: _problem, ...copied } = item;
    await ctx.db
      .insert(importItems)
      .values({ ...copied, ...values, id: ctx.ids.create('batchItem'), updatedAt: ctx.clock.now() });
  }
  if (stored.outcome !== 'unchanged') {
    await audit({
      ctx,
      action: 'call.imported',
      resource: { type: 'call', id: stored.callId },
      details: { version: stored.version, format: transcript.format },
    });
  }
  await announceCall({ ctx, stored, engine: options.engine });
  return stored.outcome;
}

async function loadItem({
  ctx,
  itemId,
}: {
  ctx: Context;
  itemId: string;
}): Promise<{ item: Item; options: ImportOptions }> {
  const [row] = await ctx.db
    .select({ item: importItems, options: importBatches.options })
    .from(importItems)
    .innerJoin(importBatches, eq(importBatches.id, importItems.batchId))
    .where(and(eq(importItems.id, itemId), eq(importItems.workspaceId, ctx.workspaceId)));
  if (row === undefined) {
    throw new SophiaError('batch.not-found', `Expected a file of a batch with the id ${itemId}, found none.`);
  }
  return { item: row.item, options: ImportOptions.parse(row.options) };
}

async function readCalls({
  ctx,
  item,
  options,
}: {
  ctx: Context;
  item: Item;
  options: ImportOptions;
}): Promise<{ transcripts: readonly Transcript[] } | Problem> {
  try {
    const bytes = await readBytes({ ctx, item });
    const { transcripts } = readTranscript({ bytes, name: item.sourceName, options: readOptionsFrom(options) });
    return { transcripts: transcripts.map(storableTranscript) };
  } catch (error) {
    if (error instanceof SophiaError) {
      return { state: 'refused', problem: { code: error.code, message: error.message, action: error.entry.action } };
    }
    return unforeseen({ ctx, item, error });
  }
}

function readOptionsFrom({ format, date, engine: _engine, ...rest }: ImportOptions): ReadOptions {
  return { ...rest, ...(format === null ? {} : { format }), ...(date === null ? {} : { date }) };
}

async function readBytes({ ctx, item }: { ctx: Context; item: Item }): Promise<Uint8Array> {
  if (item.artifactHash !== null) return loadArtifact({ ctx, hash: item.artifactHash });
  if (item.path === null)
    throw new SophiaError('file.unreadable', `${item.sourceName} has neither a path nor content.`);
  try {
    return await readFile(item.path);
  } catch (error) {
    const reason = reasons[error instanceof Error && 'code' in error ? String(error.code) : ''] ?? String(error);
    throw new SophiaError('file.unreadable', `Expected a transcript at ${item.path}, found that ${reason}.`, {
      cause: error,
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EPERM: 'it may not be read by this user',
  EISDIR: 'it is a folder',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
};

async function setItem({
  ctx,
  itemId,
  values,
}: {
  ctx: Context;
  itemId: string;
  values: Partial<Item>;
}): Promise<void> {
  await ctx.db
    .update(importItems)
    .set({ ...values, updatedAt: ctx.clock.now() })
    .where(and(eq(importItems.id, itemId), eq(importItems.workspaceId, ctx.workspaceId)));
}
