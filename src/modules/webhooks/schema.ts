import { z } from 'zod';
import { DeliveryState } from '#contracts';

export const ListWebhookDeliveriesInput = z.strictObject({
  endpoint: z.string().min(1).max(80).nullable(),
  state: DeliveryState.nullable(),
  /** The delivery behind which the list goes on. */
  before: z.string().max(80).nullable(),
  limit: z.int().min(1).max(500),
});
export type ListWebhookDeliveriesInput = z.infer<typeof ListWebhookDeliveriesInput>;

/** One delivery, or every event of a time, from one instant up to another that is not in it. */
export const ReplayWebhooksInput = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('delivery'), delivery: z.string().min(1).max(80) }),
  z.strictObject({
    what: z.literal('range'),
    endpoint: z.string().min(1).max(80),
    from: z.iso.datetime(),
    /** Null for the present moment. */
    to: z.iso.datetime().nullable().default(null),
  }),
]);
export type ReplayWebhooksInput = z.input<typeof ReplayWebhooksInput>;
