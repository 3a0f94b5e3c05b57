import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { takenDeliveries } from './tables.ts';

/** How long a vendor may bring the same delivery again because it has not heard our answer. */
const toleranceMs = 300_000;

export interface TakeDeliveryInput {
  readonly source: 'gong';
  /** The same for the same signed request, and for no other. */
  readonly mark: string;
}

/**
 * Notes that a signed delivery is taken, in the transaction that keeps what it tells. Throws `webhook.replayed` where it
 * was taken longer ago than a vendor may try again; within that time it is one that was sent once more, and the keys of what it tells keep it from a second effect.
 */
export async function takeDelivery({ ctx, input }: Verb<TakeDeliveryInput>): Promise<null> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'inbox_event', id: null } });
  const { workspaceId, clock } = ctx;
  const now = clock.now();
  const written = await ctx.db
    .insert(takenDeliveries)
    .values({ workspaceId, ...input, takenAt: now })
    .onConflictDoNothing()
    .returning({ mark: takenDeliveries.mark });
  if (written.length > 0) return null;
  const takenAt = (await firstTaken({ ctx, input })) ?? now;
  if (now.getTime() - takenAt.getTime() <= toleranceMs) {
    ctx.log.info({ source: input.source, takenAt }, 'A delivery came once more and changes nothing');
    return null;
  }
  throw new SophiaError(
    'webhook.replayed',
    `Expected a delivery that has not been taken before, found one of ${input.source} that was taken at ${takenAt.toISOString()}.`,
  );
}

async function firstTaken({ ctx, input }: { ctx: Context; input: TakeDeliveryInput }): Promise<Date | null> {
  const { workspaceId, source, mark } = takenDeliveries;
  const [row] = await ctx.db
    .select({ takenAt: takenDeliveries.takenAt })
    .from(takenDeliveries)
    .where(and(eq(workspaceId, ctx.workspaceId), eq(source, input.source), eq(mark, input.mark)));
  return row?.takenAt ?? null;
}
