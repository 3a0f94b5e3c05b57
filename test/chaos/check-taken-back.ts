import type { Aftermath, ForgottenWrite } from './read-aftermath.ts';

/** Of a call that turned private nothing is left, and whatever stands outside because of it is named. */
export function leftoverProblems(after: Aftermath): string[] {
  const { turned, ledger, leftovers } = after;
  const open = turned.flatMap((externalId) => {
    const item = ledger.find(({ external_id }) => external_id === externalId);
    if (item === undefined) return [];
    const isOut = item.excluded === 'private' && item.call_id === null && item.gap_cause === null;
    return isOut ? [] : [`call ${externalId} turned private, and the ledger says ${item.excluded ?? 'nothing'}`];
  });
  return [...open, ...leftovers.map((what) => `${what} of a call that is gone`), ...unnamed(after)];
}

/** A message, an activity or a value that was left outside is in a line of the drift that names it. */
function unnamed({ keptOut, drifts, notifications, forgotten }: Aftermath): string[] {
  const named = drifts.filter(({ what }) => what === 'removed_calls');
  const lines = named.flatMap(({ lines: found }) => found.map(({ label }) => label));
  const gone = new Set(keptOut.map(({ call_id }) => call_id));
  const messages = notifications
    .filter(({ call_id, message_id, state }) => state === 'sent' && message_id !== null && gone.has(call_id ?? ''))
    .flatMap(({ message_id }) => (lines.some((label) => label.includes(message_id ?? '')) ? [] : [message_id ?? '']));
  return [
    ...messages.map((id) => `the message ${id} tells of a call that turned private, and nothing names it`),
    ...standing(forgotten)
      .filter(({ entity_id }) => !lines.some((label) => label.includes(entity_id ?? '')))
      .map(({ entity_type, entity_id }) => `${entity_type} ${entity_id} was written for a call that is gone, unnamed`),
  ];
}

/** What was written and not taken back: of each change the last attempt that came through is no undo. */
function standing(forgotten: readonly ForgottenWrite[]): ForgottenWrite[] {
  return forgotten.filter(
    (write) =>
      write.status === 'succeeded' &&
      write.operation !== 'delete' &&
      forgotten.filter(({ change_id, status }) => change_id === write.change_id && status === 'succeeded').length === 1,
  );
}

/** A call that is gone from Gong is named with its cause: what was made of it stays. */
export function vanishedProblems({ vanished, ledger, drifts }: Aftermath): string[] {
  const named = new Set(drifts.filter(({ what }) => what === 'calls').map(({ key }) => key));
  return vanished.flatMap((externalId) => {
    const item = ledger.find(({ external_id }) => external_id === externalId);
    // One that was gone before anybody had listed it cannot be known, and one of our own people alone is kept out.
    if (item === undefined || item.excluded !== null) return [];
    const isNamed =
      item.stored_at === null ? item.gap_cause === 'vanished_at_source' : named.has(`vanished:${externalId}`);
    return isNamed ? [] : [`call ${externalId} is gone from Gong, and the ledger says ${item.gap_cause ?? 'nothing'}`];
  });
}
