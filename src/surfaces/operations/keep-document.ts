import { addDocument, removeDocument } from '#modules/documents';
import { scheduleOnce } from '#platform/due-work';
import type { OperationOutput } from '#surfaces/local';
import { noteForSearch } from '#workflows';
import type { OperationCall } from './operation-call.ts';

/** Keeps a document, and has search find it in a moment. */
export async function keepDocument({
  ctx,
  input,
}: OperationCall<'documents.add'>): Promise<OperationOutput<'documents.add'>> {
  const added = await addDocument({ ctx, input });
  const own = { ...ctx, actor: { type: 'system', component: 'documents' } } as const;
  if (added.outcome !== 'unchanged') await noteForSearch({ ctx: own, kind: 'document', ids: [added.documentId] });
  return { ...added };
}

/** Takes a document away; an outside store is told in a moment. */
export async function dropDocument({
  ctx,
  input,
}: OperationCall<'documents.remove'>): Promise<OperationOutput<'documents.remove'>> {
  const removed = await removeDocument({ ctx, input });
  await scheduleOnce({ ctx, kind: 'index-search', subject: 'removed', dueAt: ctx.clock.now() });
  return removed;
}
