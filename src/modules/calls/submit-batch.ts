import { SubmitBatchInput } from '#contracts';
import { authorise } from '#modules/access';
import { storeArtifact } from '#platform/artifacts';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { pairGongFiles } from './pair-gong-files.ts';
import { importBatches, importItems } from './tables.ts';

const rowsPerInsert = 500;

/**
 * Takes note of files to be imported and analyzed, all before any of them is imported, so that a stop in the middle
 * loses none. Returns the batch's id; the work is done by whoever subscribes to `batch.submitted`.
 */
export async function submitBatch({ ctx, input }: Verb<SubmitBatchInput>): Promise<{ batchId: string }> {
  authorise({ ctx, action: 'call.import', resource: { type: 'batch', id: null } });
  const { items: given, options } = parseInput({ schema: SubmitBatchInput, input, what: 'the files to import' });
  const items = options.format === null || options.format === 'gong' ? await pairGongFiles(given) : given;
  return transact({ ctx }, async (inner) => {
    const batchId = inner.ids.create('batch');
    const now = inner.clock.now();
    const { workspaceId } = inner;
    await inner.db
      .insert(importBatches)
      .values({ id: batchId, workspaceId, options, state: 'submitted', createdAt: now });
    const rows = [];
    for (const [position, item] of items.entries()) {
      const artifactHash =
        item.contentBase64 === null
          ? null
          : await storeArtifact({
              ctx: inner,
              content: Buffer.from(item.contentBase64, 'base64'),
              mediaType: 'application/octet-stream',
              derivedFrom: [],
            });
      rows.push({
        id: inner.ids.create('batchItem'),
        workspaceId,
        batchId,
        position,
        sourceName: item.sourceName,
        path: item.path,
        artifactHash,
        state: 'pending',
        updatedAt: now,
      });
    }
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      await inner.db.insert(importItems).values(rows.slice(start, start + rowsPerInsert));
    }
    await audit({
      ctx: inner,
      action: 'batch.submitted',
      resource: { type: 'batch', id: batchId },
      details: { files: items.length },
    });
    await publish({ ctx: inner, event: { type: 'batch.submitted', batchId } });
    return { batchId };
  });
}
