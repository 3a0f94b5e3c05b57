import type { OperationOutput } from '#surfaces/local';
import { suggested, type Terminal } from './terminal.ts';
import { plain } from './wording.ts';

type Match = NonNullable<OperationOutput<'matches.get'>>;

const states = {
  matched: 'This call is about',
  partly: 'This call is partly matched; it is about',
  ambiguous: 'It is not clear which deal this call is about; it is about',
  unmatched: 'This call was matched to nothing in the CRM',
} as const;

/** What a call is about, why, and between which deals nothing decides. */
export function describeMatch(
  terminal: Terminal,
  { state, manual, links, candidates, misplaced, callId }: Match,
): string {
  const head = `${states[state]}${links.length === 0 ? '.' : ':'}${manual ? ' (said by a person)' : ''}`;
  const candidateLines = candidates.map(
    ({ name, recordId, because }) => `    ${plain(name ?? recordId)}: ${plain(because.join(', '))}`,
  );
  return [
    head,
    ...links.map(
      ({ objectType, name, recordId, evidence, confidence }) =>
        `  ${objectType} ${plain(name ?? recordId)}: ${plain(evidence)} (${Math.round(confidence * 100)} %)`,
    ),
    ...(candidates.length === 0 ? [] : ['  Deals it may be:', ...candidateLines]),
    ...(misplaced.length === 0 ? [] : ['  Written because of it to what it is not about, and still there:']),
    ...misplaced.flatMap(({ changeId, targetName, what }) => [
      `    ${plain(what)} of ${plain(targetName ?? 'a record')}`,
      suggested(terminal, `    → sophia changes undo ${changeId.slice(-8)}`),
    ]),
    ...(state === 'matched' ? [] : [suggested(terminal, `  → sophia calls link ${callId.slice(-8)} --deal NAME`)]),
  ].join('\n');
}
