import type { Context } from '#platform/context';
import { scheduleWork } from '#platform/due-work';

export const deliveryWorkKind = 'deliver-webhooks';

/** Plans, in ctx's transaction, that what waits for an endpoint is sent once it is time. */
export async function wakeDelivery({
  ctx,
  endpointId,
  dueAt,
}: {
  ctx: Context;
  endpointId: string;
  dueAt: Date;
}): Promise<void> {
  await scheduleWork({ ctx, kind: deliveryWorkKind, subject: endpointId, dueAt });
}
