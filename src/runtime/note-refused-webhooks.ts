import { recordDrift } from '#modules/ledger';
import type { Actor, Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { WebhookDelivery } from '#surfaces/http';

type Receive<Answer> = (delivery: WebhookDelivery) => Promise<Answer>;

interface Noted {
  readonly what: 'webhooks' | 'replays';
  readonly difference: 'refused' | 'replayed';
  readonly severity: 'medium' | 'low';
}

/** What the ledger says where a delivery is refused with one of these errors. */
const notes: Readonly<Record<string, Noted>> = {
  'webhook.unauthentic': { what: 'webhooks', difference: 'refused', severity: 'medium' },
  'webhook.replayed': { what: 'replays', difference: 'replayed', severity: 'low' },
};

/**
 * Has the ledger name, once a day for each vendor and cause, that a delivery was refused: where the secret or the public
 * address is wrong, all are, and nothing but the log would tell. Any stranger can send such a delivery, so it costs one
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
  const notedOn = new Map<string, string>();
  return async (delivery) => {
    try {
      return await receive(delivery);
    } catch (error) {
      const noted = error instanceof SophiaError ? notes[error.code] : undefined;
      if (error instanceof SophiaError && noted !== undefined) {
        const ctx = contextFor({ actor: { type: 'system', component: 'webhooks' } });
        const day = ctx.clock.now().toISOString().slice(0, 10);
        if (notedOn.get(error.code) !== day) {
          notedOn.set(error.code, day);
          await note({ ctx, vendor, day, noted, reason: error.message });
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
  noted: { what, difference, severity },
  reason,
}: {
  ctx: Context;
  vendor: string;
  day: string;
  noted: Noted;
  reason: string;
}): Promise<void> {
  const line = { label: 'A delivery', difference, before: null, after: reason };
  try {
    await recordDrift({
      ctx,
      input: { source: vendor, what, key: `${difference}:${day}`, severity, lines: [line] },
    });
  } catch (error) {
    ctx.log.error({ err: error }, 'A refused webhook could not be noted in the ledger');
  }
}
