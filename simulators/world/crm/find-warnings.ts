import { addDays } from '../base/calendar.ts';
import type { World, WorldTruth } from '../schema.ts';
import { type DealView, endOf, isOpenAt, warningRules } from './warning-rules.ts';

interface FindInput extends Pick<World, 'deals' | 'calls' | 'upcomingCalls' | 'activities' | 'emails' | 'today'> {
  readonly departures: WorldTruth['departures'];
}

/** Which warnings each deal deserved in the last 90 days, from the first midnight on that its rule held. */
export function findWarnings(input: FindInput): WorldTruth['warnings'] {
  const all = [...input.calls, ...input.upcomingCalls];
  const callEnds = new Map(all.map((call) => [call.key, endOf(call)]));
  const activities = [
    ...input.activities,
    ...input.emails.map((email) => ({ ...email, kind: 'email', completed: null }) as const),
  ];
  const midnights = Array.from({ length: 91 }, (_, index) => `${addDays(input.today, index - 90)}T00:00:00Z`);
  return input.deals.flatMap((deal) => {
    const view: DealView = {
      deal,
      calls: all.filter(({ dealKey }) => dealKey === deal.key),
      activities: activities.filter(({ dealKey }) => dealKey === deal.key),
      departures: input.departures,
      callEnds,
    };
    return Object.keys(warningRules).flatMap((kind) => intervals({ view, kind, midnights }));
  });
}

interface Sweep {
  readonly view: DealView;
  readonly kind: string;
  readonly midnights: readonly string[];
}

function intervals({ view, kind, midnights }: Sweep): WorldTruth['warnings'] {
  const found: WorldTruth['warnings'] = [];
  const rule = warningRules[kind];
  let from: string | null = null;
  for (const at of midnights) {
    const holds = rule !== undefined && isOpenAt(view, at) && rule(view, at);
    if (holds && from === null) {
      from = at;
    } else if (!holds && from !== null) {
      found.push({ dealKey: view.deal.key, kind, from, until: at });
      from = null;
    }
  }
  return from === null ? found : [...found, { dealKey: view.deal.key, kind, from, until: null }];
}
