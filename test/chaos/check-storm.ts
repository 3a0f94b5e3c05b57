import { schedulesFor } from '#workflows';
import { changeProblems } from './check-changes.ts';
import { decisionProblems } from './check-decisions.ts';
import { leftoverProblems, vanishedProblems } from './check-taken-back.ts';
import type { Aftermath } from './read-aftermath.ts';

/** What comes back by itself need not end well each time. */
const comingBack: ReadonlySet<string> = new Set(Object.keys(schedulesFor(60)));

/** One thing that must hold after a storm, and where it does not. */
export interface StormCheck {
  readonly name: string;
  readonly problems: readonly string[];
}

/** Compares what the vendors hold with what Sophia has written down. */
export function checkStorm(after: Aftermath): StormCheck[] {
  const changes = changeProblems(after);
  const decisions = decisionProblems(after);
  return [
    { name: 'everything has come to rest', problems: after.left },
    { name: 'every call is analyzed once, or the ledger says why not', problems: uncertainCalls(after) },
    { name: 'the ledger is closed, or names what is missing', problems: openCalls(after) },
    {
      name: 'what broke was begun anew and ended well',
      problems: after.brokenRuns
        .filter(({ workflow_uuid: id }) => !comingBack.has(id.split(':')[0] ?? ''))
        .map((run) => `${run.workflow_uuid}: ${run.status} ${(run.error ?? '').slice(0, 1000)}`),
    },
    { name: 'every activity in HubSpot was made once', problems: changes.activities },
    { name: 'every value in HubSpot was written once', problems: changes.doubled },
    { name: 'what Sophia believes to have written stands in the history', problems: changes.unwritten },
    { name: 'what was undone is as it was', problems: changes.notRestored },
    {
      name: 'the policy, or a person who may, has let everything through that was written',
      problems: changes.forbidden,
    },
    { name: "nothing was written over a person's entry unasked", problems: changes.overwritten },
    {
      name: 'whatever waits for a word is asked about in Slack',
      problems: after.unasked.map((changeId) => `nobody was asked about the change ${changeId}`),
    },
    { name: 'every decision that Sophia has taken note of was carried out', problems: decisions },
    { name: 'every message in Slack was sent once', problems: doubledMessages(after) },
    { name: 'every call was told of once', problems: untoldCalls(after) },
    { name: 'nothing is left of a call that turned private, or it is named', problems: leftoverProblems(after) },
    { name: 'a call that vanished from Gong is named', problems: vanishedProblems(after) },
  ];
}

/** What there was to judge: a storm in which nothing happened proves nothing. */
export function countStorm({
  ended,
  lost,
  turned,
  vanished,
  analyses,
  changes,
  activities,
  writes,
  messageMarkers,
  deeds,
  dead,
}: Aftermath): Record<string, number> {
  const states = Object.entries(Object.groupBy(changes, ({ state }) => state));
  const done = Object.entries(Object.groupBy(deeds, ({ kind }) => kind));
  return {
    calls: ended.length,
    'without transcript': lost.length,
    'turned private': turned.length,
    vanished: vanished.length,
    analyzed: analyses.length,
    changes: changes.length,
    ...Object.fromEntries(states.map(([state, list]) => [`changes ${state}`, list?.length ?? 0])),
    activities: activities.length,
    'values written': writes.length,
    messages: messageMarkers.length,
    ...Object.fromEntries(done.map(([kind, list]) => [`times ${kind}`, list?.length ?? 0])),
    'dead letters': dead.length,
  };
}

function uncertainCalls({ ended, lost, hidden, turned, vanished, ledger, analyses }: Aftermath): string[] {
  return ended.flatMap((externalId) => {
    const item = ledger.find(({ external_id }) => external_id === externalId);
    if (item === undefined) return vanished.includes(externalId) ? [] : [`call ${externalId} is not in the ledger`];
    if (turned.includes(externalId) || item.gap_cause === 'vanished_at_source') return [];
    if (hidden.includes(externalId)) {
      const isKeptOut = item.excluded === 'private' && item.call_id === null;
      return isKeptOut ? [] : [`call ${externalId} is private, and the ledger says ${item.excluded ?? 'nothing'}`];
    }
    if (item.excluded !== null) return [];
    if (lost.includes(externalId)) {
      return item.gap_cause?.startsWith('transcript_') === true
        ? []
        : [`call ${externalId} has no transcript, and the ledger says ${item.gap_cause ?? 'nothing'}`];
    }
    const times = analyses.find(({ call_id }) => call_id === item.call_id)?.count ?? 0;
    if (times === 1 && item.analyzed_at !== null) return [];
    return [`call ${externalId} was analyzed ${times} times; the ledger says ${item.gap_cause ?? 'nothing'}`];
  });
}

/** A write that was not applied is a loss with a cause where the storm has planted one. */
function openCalls({ ledger, lost, vanished, changes, portal }: Aftermath): string[] {
  function isPlanted(callId: string | null): boolean {
    const broken = changes.filter(
      ({ call_id, state }) => call_id === callId && (state === 'failed' || state === 'not_applied'),
    );
    return broken.length > 0 && broken.every((change) => change.property === 'risk_factors' || isGone(change));
  }
  function isGone({ target_type, target_id, action }: (typeof changes)[number]): boolean {
    const isTied = action.type === 'create_activity' || action.type === 'associate';
    const ofType = portal.records[`${target_type}s`] ?? {};
    // Of records that were made one since, the first one's value stands.
    const isMadeOne = Object.values(ofType).some(
      ({ mergedIntoId }) => mergedIntoId !== null && mergedIntoId === target_id,
    );
    return isTied || isMadeOne || ofType[target_id ?? ''] === undefined;
  }
  return ledger.flatMap(({ external_id, call_id, excluded, written_at, announced_at, gap_cause, gap_detail }) => {
    if (excluded !== null || lost.includes(external_id)) return [];
    if (gap_cause === 'vanished_at_source' && vanished.includes(external_id)) return [];
    if (gap_cause !== null) {
      const isNamed = gap_cause === 'write_not_applied' && isPlanted(call_id);
      return isNamed ? [] : [`call ${external_id}: ${gap_cause}: ${gap_detail ?? ''}`];
    }
    const missing = [...(written_at === null ? ['written'] : []), ...(announced_at === null ? ['announced'] : [])];
    return missing.length === 0
      ? []
      : [`call ${external_id} is not ${missing.join(' and not ')}, and no cause is named`];
  });
}

function doubledMessages({ messageMarkers, effects }: Aftermath): string[] {
  const sent = effects.filter(({ target, kind, state }) => target === 'slack' && kind !== 'answer' && state === 'done');
  const doubled = messageMarkers.filter((marker, place) => messageMarkers.indexOf(marker) !== place);
  return [
    ...[...new Set(doubled)].map((marker) => `two messages carry the marker ${marker}`),
    ...messageMarkers
      .filter((marker) => !sent.some((effect) => effect.marker === marker))
      .map((marker) => `a message carries the marker ${marker}, of which Sophia knows nothing`),
    ...sent
      .filter(({ marker }) => !messageMarkers.includes(marker))
      .map(({ kind, key }) => `Sophia believes to have sent ${kind} ${key}, and Slack does not have it`),
  ];
}

function untoldCalls({ ledger, notifications }: Aftermath): string[] {
  return ledger.flatMap(({ external_id, call_id, analyzed_at, excluded }) => {
    if (analyzed_at === null || excluded !== null) return [];
    const summaries = notifications.filter((one) => one.kind === 'call_summary' && one.call_id === call_id);
    if (summaries.length !== 1) return [`call ${external_id} has ${summaries.length} summaries`];
    return summaries.some(({ state }) => state === 'sent' || state === 'bundled')
      ? []
      : [`the summary of call ${external_id} is ${summaries[0]?.state ?? 'missing'}`];
  });
}
