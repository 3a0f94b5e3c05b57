import type { SourceCall } from '#contracts';
import { hashOf } from '#platform/artifacts';

/**
 * The inbox's keys of a call as it stands: what a webhook tells of it, and what a listing tells. A listing says that a
 * call has ended, a webhook that its words are there, so one does not make the other superfluous.
 */
export function listingKeys({ externalId, title, startedAt, durationSeconds, isPrivate }: SourceCall): {
  readonly listed: string;
  readonly webhook: string;
} {
  const hash = hashOf(JSON.stringify([title, startedAt, durationSeconds, isPrivate])).slice(0, 16);
  return { listed: `listed:${externalId}:${hash}`, webhook: `webhook:${externalId}:${hash}` };
}
