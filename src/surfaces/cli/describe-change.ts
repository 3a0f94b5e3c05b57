import { type Change, type ChangeAction, type ChangeSet, waitsForProperty, wordsOfAnotherCall } from '#contracts';
import { counted, minuteOf, plain, words } from './wording.ts';

interface Words {
  readonly changeId: string;
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

interface Decision {
  readonly changeId: string;
  readonly decision: string;
  readonly decidedBy: string;
  readonly value: string | null;
  readonly reason: string | null;
  readonly at: string;
}

/** A change set as lines: each change with old and new value, its proof, the rule, the policy's word, who decided. */
export function describeChangeSet({
  changeSet,
  changeId,
  decisions,
  words: worded = [],
}: {
  changeSet: ChangeSet;
  /** Only this change; null for all. */
  changeId: string | null;
  decisions: readonly Decision[];
  /** As people read the changes; those that are missing are shown as the CRM keeps them. */
  words?: readonly Words[];
}): string {
  const { title, changeSetId, kind, callId, proposedAt, expiresAt, dryRun, changes } = changeSet;
  const shown = changes.filter((change) => changeId === null || change.changeId === changeId);
  const notes = [
    `${kind}, proposed ${minuteOf(proposedAt)}`,
    ...(expiresAt === null ? [] : [`open until ${minuteOf(expiresAt)}`]),
    ...(callId === null ? [] : [`call ${callId}`]),
    ...(dryRun ? ['a dry run: nothing is written'] : []),
  ];
  return [
    `${plain(title)}  ${changeSetId}`,
    `  ${notes.join('; ')}`,
    ...shown.flatMap((change) => {
      const own = worded.find((one) => one.changeId === change.changeId) ?? null;
      return describeChange({ change, decisions, own });
    }),
    ...(shown.length === changes.length
      ? []
      : [`  ${counted(changes.length - shown.length, 'further change')} in this set.`]),
  ].join('\n');
}

/** What is to be done, in a phrase: the field or the activity, and the value that is to stand there. */
export function describeAction(action: ChangeAction): string {
  switch (action.type) {
    case 'set_property':
      return `${action.property} → ${plain(action.value)}`;
    case 'create_activity':
      return `a ${action.objectType} is written`;
    case 'associate':
      return `is tied to ${action.to.objectType} ${plain(action.to.externalId)}`;
    case 'dissociate':
      return `is no longer tied to ${action.from.objectType} ${plain(action.from.externalId)}`;
    case 'create_property':
      return `the ${action.objectType} property ${plain(action.name)} is created`;
    case 'merge':
      return `the ${action.objectType} ${plain(action.mergedId)} is merged into it`;
  }
}

interface Shown {
  readonly change: Change;
  readonly decisions: readonly Decision[];
  readonly own: Words | null;
}

function describeChange({ change, decisions, own }: Shown): string[] {
  const { target, targetName, action, oldValue, oldValueKept, oldValueSource, editedValue, problem } = change;
  const name = target === null ? 'The CRM' : `${target.objectType} ${plain(targetName ?? target.externalId)}`;
  const before =
    action.type === 'set_property'
      ? [
          `    was: ${oldValueKept ? wordsOfAnotherCall : plain(own === null ? oldValue : own.oldValue)}${oldValueSource === null ? '' : ` (set by ${plain(oldValueSource)})`}`,
        ]
      : [];
  return [
    `  ${name}: ${actionOf({ change, own })}  ${change.changeId}`,
    ...before,
    ...(editedValue === null ? [] : [`    edited to: ${plain(own?.newValue ?? editedValue)}`]),
    `    ${waitsForProperty(change) ? 'waits for a property' : words(change.state)}; ${change.stakes} stakes, confidence ${Math.round(change.confidence * 100)} %; ${change.verdict} by ${plain(change.policyRule)}: ${plain(change.reason)}`,
    `    rule ${change.rule}`,
    ...change.evidence.flatMap(({ evidence, note }) => [
      ...(evidence === null
        ? []
        : [`    “${plain(evidence.quote)}” ${plain(evidence.speaker)}, turn ${evidence.turn}`]),
      ...(note === null ? [] : [`    ${plain(note)}`]),
    ]),
    ...(problem === null ? [] : [`    problem: ${plain(problem)}`]),
    ...decisions.filter(({ changeId }) => changeId === change.changeId).map(describeDecision),
  ];
}

/** A value of a field, and whom something is tied to, by their names; the rest says itself what it is. */
function actionOf({ change: { action, editedValue }, own }: Pick<Shown, 'change' | 'own'>): string {
  if (own === null) return describeAction(action);
  // What was edited stands in a line of its own.
  if (action.type === 'set_property') {
    return `${plain(own.field)} → ${plain(editedValue === null ? own.newValue : action.value)}`;
  }
  if (action.type === 'associate') return `is tied to ${plain(own.newValue)}`;
  return action.type === 'merge' ? plain(own.newValue) : describeAction(action);
}

function describeDecision({ decision, decidedBy, value, reason, at }: Decision): string {
  const what = decision === 'edit' ? `edit to ${plain(value)}` : decision;
  return `    ${what} by ${plain(decidedBy)} at ${minuteOf(at)}${reason === null ? '' : `: ${plain(reason)}`}`;
}
