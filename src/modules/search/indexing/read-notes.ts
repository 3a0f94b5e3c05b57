import { crmNotes, listDefinitions, listNoteTies } from '#modules/crm';
import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { chunkNote } from '../chunks/chunk-note.ts';
import type { Document } from '../chunks/document.ts';

/** Notes of the CRM as documents; what is gone is left out. */
export async function readNotes({ ctx, noteIds }: { ctx: Context; noteIds: readonly string[] }): Promise<Document[]> {
  if (noteIds.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(crmNotes)
    .where(and(eq(crmNotes.workspaceId, ctx.workspaceId), inArray(crmNotes.id, [...noteIds])));
  const ties = await listNoteTies({ ctx, input: { noteIds } });
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  return rows.map(({ id, text, at, ownerId, updatedAtSource }) => {
    const author = owners.find(({ externalId }) => externalId === ownerId)?.name ?? null;
    const own = ties.filter((tie) => tie.noteId === id);
    // Whoever sees a note need not see each deal that it hangs on: companies are everybody's.
    const names = own.flatMap(({ objectType, name }) => (objectType === 'company' && name !== null ? [name] : []));
    const updatedAt = updatedAtSource.toISOString();
    return {
      collection: 'business-context',
      kind: 'note',
      subjectId: id,
      callId: null,
      recordId: null,
      noteId: id,
      title: 'Note',
      day: at.toISOString().slice(0, 10),
      metadata: { entity_type: 'note', entity_id: id, last_updated: updatedAt, importance_score: 0.6 },
      sourceVersion: updatedAt,
      chunks: chunkNote({ text, author, alsoFoundBy: names }),
    };
  });
}
