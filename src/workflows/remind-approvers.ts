import { requestNotification } from '#modules/notifications';
import type { Context } from '#platform/context';

/** Shows the card of a set that waits once more, once a day at most. */
export async function remindApprovers({ ctx, changeSetId }: { ctx: Context; changeSetId: string }): Promise<void> {
  const day = ctx.clock.now().toISOString().slice(0, 10);
  await requestNotification({
    ctx,
    input: {
      kind: 'approval_request',
      key: `approval_request:${changeSetId}:${day}`,
      severity: 'medium',
      subject: { changeSetId },
    },
  });
}
