import { identities, people } from '#modules/people';
import type { Context } from '#platform/context';

/** Says who an owner of the CRM is, so that what is theirs is known by their address. */
export async function identifyOwner(
  ctx: Context,
  { ownerId, name, email }: { ownerId: string; name: string; email: string },
): Promise<void> {
  const { workspaceId } = ctx;
  const createdAt = ctx.clock.now();
  const personId = `${workspaceId}-${ownerId}`;
  await ctx.db.insert(people).values({ id: personId, workspaceId, kind: 'employee', name, createdAt });
  await ctx.db.insert(identities).values({
    id: ctx.ids.create('identity'),
    workspaceId,
    personId,
    source: 'hubspot',
    externalId: ownerId,
    name,
    email,
    evidence: { rule: 'address', detail: 'test' },
    createdAt,
  });
}
