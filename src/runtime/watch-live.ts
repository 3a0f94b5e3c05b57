import type { Metrics } from '#platform/telemetry';
import type { LiveWatch } from '#surfaces/live';

/** What happens at live connections, counted. */
export function watchLive(metrics: Metrics): LiveWatch {
  return {
    clients: (count) => metrics.liveClients.set(count),
    connection: (outcome) => metrics.liveConnections.inc({ outcome }),
    subscription: (start) => metrics.liveSubscriptions.inc({ start }),
    eventSent: () => metrics.liveEventsSent.inc(),
  };
}
