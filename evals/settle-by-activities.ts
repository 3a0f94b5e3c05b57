import { settlePromises } from '#modules/commitments';
import { syncActivities } from '#modules/crm';
import type { ConnectedContext } from '#platform/context';

/** As the watch over the deals does, whose next turn may come after the server of the evaluation was stopped. */
export async function settleByActivities(ctx: ConnectedContext): Promise<void> {
  while (!(await syncActivities({ ctx })).done);
  await settlePromises({ ctx });
}
