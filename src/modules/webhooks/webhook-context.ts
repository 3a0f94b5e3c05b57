import type { SecretContext } from '#platform/context';
import type { Outbound } from '#platform/outbound';

/** What a verb is given that speaks to the programs that are told of events. */
export interface WebhookContext extends SecretContext {
  readonly outbound: Outbound;
}
