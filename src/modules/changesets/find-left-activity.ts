import { z } from 'zod';
import { CrmActivityType, CrmReference } from '#contracts';
import { authorise } from '#modules/access';
import { requireConnection } from '#platform/context';
import { lookForEffects } from '#platform/effects';
import { parseInput } from '#platform/errors';
import { findByMarker } from './apply/find-by-marker.ts';
import type { ConnectedChangeContext } from './change-context.ts';

const LeftActivity = z.strictObject({
  changeId: z.string().min(1),
  objectType: CrmActivityType,
  associatedWith: z.array(CrmReference),
});
type LeftActivity = z.infer<typeof LeftActivity>;

/**
 * The ids of what was made in the CRM for a change that is gone with its call, and whether one may come to be still.
 * Nothing is made again. Throws `vendor.*` errors, and `vendor.off` where no CRM is connected.
 */
export async function findLeftActivity({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: LeftActivity;
}): Promise<{ externalIds: string[]; isOpen: boolean }> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: input.changeId } });
  const { changeId, objectType, associatedWith } = parseInput({
    schema: LeftActivity,
    input,
    what: 'an activity of a change that is gone',
  });
  const crm = requireConnection(ctx.connections.crm);
  const { found, open } = await lookForEffects({
    ctx,
    target: crm.name,
    kind: 'create_activity',
    keyPrefix: `change:${changeId}:`,
    find: ({ marker }) => findByMarker({ crm, objectType, associatedWith, marker }),
  });
  // Without any, whoever was about to make it may not have come to say so: other reads and a limit go before.
  return { externalIds: found.map(({ externalId }) => externalId), isOpen: open > 0 || found.length === 0 };
}
