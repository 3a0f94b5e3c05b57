import type { Aftermath } from './read-aftermath.ts';

/**
 * What was acknowledged in Slack is in the inbox: it was decided, or whoever did it was told why not, or it is a dead
 * letter that an operator sees. What the operator has decided through the API stands.
 */
export function decisionProblems(after: Aftermath): string[] {
  const { deeds, changes, turned, decisions, portal, chat, interactions, dead } = after;
  // What was decided on a call that turned private is gone with it.
  const isThere = new Set(changes.map(({ id }) => id));
  const acknowledged = deeds.filter(
    ({ acknowledged: known, changeId }) => known && changeId !== null && (turned.length === 0 || isThere.has(changeId)),
  );
  const unanswered = new Map<string, string[]>();
  for (const { kind, changeId, who } of acknowledged) {
    const email = portal.owners.find(({ employeeKey }) => employeeKey === who)?.email.toLowerCase();
    const name = who === 'operator' ? 'operator' : (email ?? who);
    const isKnown =
      kind === 'undo'
        ? after.regretted.includes(changeId ?? '')
        : decisions.some(({ change_id, decided_by }) => change_id === changeId && decided_by.startsWith(name));
    if (!isKnown) unanswered.set(who, [...(unanswered.get(who) ?? []), `${kind} ${changeId}`]);
  }
  return [...unanswered].flatMap(([who, things]) => {
    const userId = chat.users.find(({ employeeKey }) => employeeKey === who)?.id;
    const told = interactions
      .filter(({ user_id, outcome }) => user_id === userId && outcome !== 'done')
      .reduce((sum, { count }) => sum + count, 0);
    const named = dead.filter(({ source, subject }) => source === 'slack' && subject === userId).length;
    return things.length <= told + named
      ? []
      : [`${who} has heard nothing of ${things.length - told - named} of: ${things.join(', ')}`];
  });
}
