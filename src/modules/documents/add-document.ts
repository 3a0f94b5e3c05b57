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
        : { ...outcome({ id: made.id, what: 'created', version: 1 }), before: null };
    const { before, ...told } = added;
    if (told.outcome === 'unchanged') return told;
    await audit({
      ctx: inner,
      action: before === null ? 'document.added' : 'document.changed',
      resource: { type: 'document', id: told.documentId },
      details: { name, before, after: recorded({ version: told.version, ...kept }) },
    });
    return told;
  });
}

type Kept = Pick<
  typeof workspaceDocuments.$inferSelect,
  'format' | 'title' | 'text' | 'contentHash' | 'audience' | 'importance' | 'roles'
>;

/** What the audit trail keeps of a version: all but its text, which the hash stands for. */
function recorded({ version, format, title, contentHash, audience, importance, roles }: Kept & { version: number }) {
  return { version, format, title, contentHash, audience, importance, roles };
}

async function change({
  ctx,
  name,
  kept,
}: {
  ctx: Context;
  name: string;
  kept: Kept;
}): Promise<AddedDocument & { before: ReturnType<typeof recorded> }> {
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
  if (isSame) return { ...outcome({ id, what: 'unchanged', version }), before: recorded(before) };
  await ctx.db
    .update(workspaceDocuments)
    .set({ ...kept, version: version + 1, updatedAt: ctx.clock.now() })
    .where(isIt);
  return { ...outcome({ id, what: 'changed', version: version + 1 }), before: recorded(before) };
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
