/**
 * Every rule looks at an open deal at midnight UTC, over all that lies before:
 * - no_activity: no call, e-mail, note, held meeting, done task or change by a person for quietDays of the stage.
 * - no_next_step: hs_next_step is empty, no task is due and no call is scheduled within the 14 days ahead.
 * - close_date_passed: closedate lies before that day.
 * - close_date_pushed: closedate went to a later day at least twice in the 60 days before.
 * - stuck_in_stage: dealstage has not changed for stuckDays of the stage.
 * - single_threaded: at least two calls took place, and in all of them one and the same person of the buyer spoke.
 * - champion_left: a call has told that a contact of the deal left, until the contact is off the deal.
 * - ghosted: the last call is 10 days old, two outgoing e-mails followed it, and no incoming one.
 */
import type { Call, CrmActivity, Deal, WorldTruth } from '../schema.ts';

/** Days after which a deal counts as quiet, and as stuck, by stage. Closed stages have none and warn of nothing. */
const limits: Readonly<Record<string, { readonly quietDays: number; readonly stuckDays: number }>> = {
  appointmentscheduled: { quietDays: 21, stuckDays: 30 },
  qualifiedtobuy: { quietDays: 14, stuckDays: 30 },
  presentationscheduled: { quietDays: 14, stuckDays: 25 },
  decisionmakerboughtin: { quietDays: 10, stuckDays: 25 },
  contractsent: { quietDays: 7, stuckDays: 20 },
  renewal_upcoming: { quietDays: 30, stuckDays: 60 },
  renewal_discussion: { quietDays: 14, stuckDays: 30 },
  renewal_contract: { quietDays: 7, stuckDays: 20 },
};

const dayMs = 86_400_000;

export interface DealView {
  readonly deal: Deal;
  readonly calls: readonly Call[];
  readonly activities: readonly Pick<CrmActivity, 'kind' | 'at' | 'direction' | 'completed'>[];
  readonly departures: WorldTruth['departures'];
  readonly callEnds: ReadonlyMap<string, string>;
}

/** A rule says whether the deal deserves the warning at an instant, seen from what was known then. */
type Rule = (view: DealView, at: string) => boolean;

export const warningRules: Readonly<Record<string, Rule>> = {
  no_activity: (view, at) => daysSince(lastActivity(view, at), at) > limitOf(view, at).quietDays,
  no_next_step: (view, at) =>
    (valueAt(view, { property: 'hs_next_step', at }) ?? '') === '' &&
    !view.activities.some(({ kind, at: due }) => kind === 'task' && isAhead(due, at)) &&
    !view.calls.some(({ scheduledAt }) => isAhead(scheduledAt, at)),
  close_date_passed: (view, at) =>
    (valueAt(view, { property: 'closedate', at }) ?? at) < `${at.slice(0, 10)}T00:00:00Z`,
  close_date_pushed: (view, at) => countPushes(view, at) >= 2,
  stuck_in_stage: (view, at) => daysSince(lastStageChange(view, at), at) > limitOf(view, at).stuckDays,
  single_threaded: (view, at) => {
    const past = heldBefore(view, at);
    const speakers = past.flatMap(({ parties }) =>
      parties
        .filter(({ affiliation, speakerId }) => affiliation !== 'Internal' && speakerId !== null)
        .map(({ name }) => name),
    );
    return past.length >= 2 && new Set(speakers).size === 1;
  },
  champion_left: (view, at) =>
    view.departures.some(
      ({ contactKey, toldInCallKey }) => view.deal.contactKeys.includes(contactKey) && endIn(view, toldInCallKey) <= at,
    ),
  ghosted: (view, at) => {
    const end = lastCallEnd(view, at);
    const mails = view.activities.filter(({ kind, at: sent }) => kind === 'email' && sent > end && sent <= at);
    return (
      end !== '' &&
      daysSince(end, at) > 10 &&
      mails.filter(({ direction }) => direction === 'outgoing').length >= 2 &&
      mails.every(({ direction }) => direction === 'outgoing')
    );
  },
};

export function isOpenAt(view: DealView, at: string): boolean {
  return at > view.deal.createdAt && limits[valueAt(view, { property: 'dealstage', at }) ?? ''] !== undefined;
}

function limitOf(view: DealView, at: string) {
  return limits[valueAt(view, { property: 'dealstage', at }) ?? ''] ?? { quietDays: 14, stuckDays: 30 };
}

function changesBefore(view: DealView, at: string) {
  return view.deal.changes.filter((change) => change.at <= at);
}

function valueAt(view: DealView, { property, at }: { property: string; at: string }): string | undefined {
  return changesBefore(view, at).findLast((change) => change.property === property)?.value;
}

function heldBefore(view: DealView, at: string): Call[] {
  return view.calls.filter(({ key }) => endIn(view, key) <= at);
}

function lastCallEnd(view: DealView, at: string): string {
  return heldBefore(view, at)
    .map(({ key }) => endIn(view, key))
    .reduce((last, end) => (end > last ? end : last), '');
}

function lastActivity(view: DealView, at: string): string {
  const instants = [
    lastCallEnd(view, at),
    ...view.activities.filter(({ completed }) => completed !== false).map((activity) => activity.at),
    ...changesBefore(view, at)
      .filter(({ source }) => source === 'CRM_UI')
      .map((change) => change.at),
    view.deal.createdAt,
  ];
  return instants.filter((instant) => instant <= at).reduce((last, instant) => (instant > last ? instant : last), '');
}

function lastStageChange(view: DealView, at: string): string {
  const stages = changesBefore(view, at).filter(({ property }) => property === 'dealstage');
  const current = stages.at(-1)?.value;
  const before = stages.findLastIndex(({ value }) => value !== current);
  return stages[before + 1]?.at ?? view.deal.createdAt;
}

function countPushes(view: DealView, at: string): number {
  const dates = changesBefore(view, at).filter(({ property }) => property === 'closedate');
  return dates.filter(
    (change, index) => change.value > (dates[index - 1]?.value ?? '9') && daysSince(change.at, at) <= 60,
  ).length;
}

function isAhead(instant: string, at: string): boolean {
  return instant >= at && daysSince(at, instant) <= 14;
}

function daysSince(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

function endIn(view: DealView, callKey: string): string {
  return view.callEnds.get(callKey) ?? '9';
}

export function endOf({ startedAt, durationMs }: Pick<Call, 'startedAt' | 'durationMs'>): string {
  return new Date(Date.parse(startedAt) + durationMs).toISOString();
}
