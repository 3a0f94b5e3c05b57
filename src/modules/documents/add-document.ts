import type { z } from 'zod';
import { NewDocument } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { readDocument } from './read-document.ts';
import { workspaceDocuments } from './tables.ts';

export interface AddedDocument {
  readonly documentId: string;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly version: number;
}

/**
 * Keeps a document; one of the same name becomes its next version, and one that says the same to the same people stays as
 * it is. Throws `document.unreadable` and `document.too-large`.
 */
export async function addDocument({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof NewDocument>;
}): Promise<AddedDocument> {
  authorise({ ctx, action: 'document.manage', resource: { type: 'document', id: null } });
  const { name, audience, roles, importance, ...asked } = parseInput({
    schema: NewDocument,
    input,
    what: 'a document',
  });
  const read = readDocument({ name, ...asked });
  const kept = { ...read, audience, importance, roles: [...new Set(roles)].sort() };
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const first = { id: inner.ids.create('workspaceDocument'), workspaceId: inner.workspaceId, name, version: 1 };
    const [made] = await inner.db
      .insert(workspaceDocuments)
      .values({ ...first, ...kept, createdAt: now, updatedAt: now })
      .onConflictDoNothing({ target: [workspaceDocuments.workspaceId, workspaceDocuments.name] })
      .returning({ id: workspaceDocuments.id });
    const added =
      made === undefined
        ? await change({ ctx: inner, name, kept })
        : outcome({ id: made.id, what: 'created', version: 1 });
    if (added.outcome === 'unchanged') return added;
    const { text: _text, ...shown } = kept;
    await audit({
      ctx: inner,
      action: added.outcome === 'created' ? 'document.added' : 'document.changed',
      resource: { type: 'document', id: added.documentId },
      details: { name, version: added.version, ...shown },
    });
    return added;
  });
}

type Kept = Pick<
  typeof workspaceDocuments.$inferSelect,
  'format' | 'title' | 'text' | 'contentHash' | 'audience' | 'importance' | 'roles'
>;

async function change({ ctx, name, kept }: { ctx: Context; name: string; kept: Kept }): Promise<AddedDocument> {
  const isIt = and(eq(workspaceDocuments.workspaceId, ctx.workspaceId), eq(workspaceDocuments.name, name));
  const [before] = await ctx.db.select().from(workspaceDocuments).where(isIt).for('update');
  if (before === undefined) throw new Error('A document was removed while another version of it was added.');
  const { id, version } = before;
  const isSame =
    before.contentHash === kept.contentHash &&
    before.format === kept.format &&
    before.title === kept.title &&
    before.audience === kept.audience &&
    before.importance === kept.importance &&
    before.roles.join() === kept.roles.join();
  if (isSame) return outcome({ id, what: 'unchanged', version });
  await ctx.db
    .update(workspaceDocuments)
    .set({ ...kept, version: version + 1, updatedAt: ctx.clock.now() })
    .where(isIt);
  return outcome({ id, what: 'changed', version: version + 1 });
}

function outcome({
  id,
  what,
  version,
}: {
  id: string;
  what: AddedDocument['outcome'];
  version: number;
}): AddedDocument {
  return { documentId: id, outcome: what, version };
}
