import { recordDrift } from '#modules/ledger';
import type { Actor, Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { WebhookDelivery } from '#surfaces/http';

type Receive<Answer> = (delivery: WebhookDelivery) => Promise<Answer>;

/**
 * Has the ledger name, once a day for each vendor, that a delivery was refused: where the secret or the public address
 * is wrong, all are, and nothing but the log would tell. Any stranger can send such a delivery, so it costs one
 * statement a day.
 */
export function noteRefusedWebhooks<Answer>({
  vendor,
  receive,
  contextFor,
}: {
  vendor: string;
  receive: Receive<Answer>;
  contextFor: (options: { actor: Actor }) => Context;
}): Receive<Answer> {
  let notedOn: string | null = null;
  return async (delivery) => {
    try {
      return await receive(delivery);
    } catch (error) {
      if (error instanceof SophiaError && error.code === 'webhook.unauthentic') {
        const ctx = contextFor({ actor: { type: 'system', component: 'webhooks' } });
        const day = ctx.clock.now().toISOString().slice(0, 10);
        if (notedOn !== day) {
          notedOn = day;
          await note({ ctx, vendor, day, reason: error.message });
        }
      }
      throw error;
    }
  };
}

/** That the sender is refused matters more than that it is noted. */
async function note({
  ctx,
  vendor,
  day,
  reason,
}: {
  ctx: Context;
  vendor: string;
  day: string;
  reason: string;
}): Promise<void> {
  const line = { label: 'A delivery', difference: 'refused', before: null, after: reason };
  try {
    await recordDrift({
      ctx,
      input: { source: vendor, what: 'webhooks', key: `refused:${day}`, severity: 'medium', lines: [line] },
    });
  } catch (error) {
    ctx.log.error({ err: error }, 'A refused webhook could not be noted in the ledger');
  }
}
