import type { WorkspaceDocument } from '#contracts';
import type { workspaceDocuments } from './tables.ts';

/** A row as it is shown, without its text. */
export function toDocument(
  row: Omit<typeof workspaceDocuments.$inferSelect, 'text'> & { characters: number },
): WorkspaceDocument {
  const { id, name, title, format, audience, roles, importance, version, contentHash, characters } = row;
  return {
    documentId: id,
    name,
    title,
    format,
    audience,
    roles: [...roles],
    importance,
    version,
    contentHash,
    characters,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
