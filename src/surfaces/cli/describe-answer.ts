import type { Answer } from '#contracts';
import { plain } from './wording.ts';

/** An answer for the terminal: what was understood, the statements with the numbers of their proofs, the proofs. */
export function describeAnswer({ answer, showQuery }: { answer: Answer; showQuery: boolean }): string {
  const { text, lines, understood } = answer;
  return [
    ...(understood === '' ? [] : [understoodLine(understood)]),
    plain(text),
    ...lines.map(statementLine),
    describeRest({ answer, showQuery }),
  ].join('\n');
}

export function understoodLine(understood: string): string {
  return `(${plain(understood)})`;
}

export function statementLine({ text, citations }: Answer['lines'][number]): string {
  return `  ${plain(text)}${citations.map((number) => ` [${number}]`).join('')}`;
}

/** What stands below the statements: what is not known, the proofs, what comes next, and who answered. */
export function describeRest({ answer, showQuery }: { answer: Answer; showQuery: boolean }): string {
  const { citations, unknown, choices, actions, queries, answerId } = answer;
  return [
    ...part(
      'Not known',
      unknown.map((sentence) => plain(sentence)),
    ),
    ...part(
      'Did you mean',
      choices.map(({ label, question }) => `${plain(label)}: “${plain(question)}”`),
    ),
    ...part('Proof', citations.map(proofLine)),
    ...part(
      'Next',
      actions.map(({ label, command }) => `${plain(label)}: ${command}`),
    ),
    ...(showQuery ? queryLines(queries) : []),
    '',
    `${madeBy(answer)} ${answerId}`,
  ].join('\n');
}

function madeBy({ outcome, mode, model }: Answer): string {
  if (outcome === 'stopped') return 'Stopped.';
  if (mode === 'rules') return 'Answered by rules, no model was asked.';
  return `Planned and worded by a model (${plain(model ?? 'unknown')}), each statement checked.`;
}

function proofLine(proof: Answer['citations'][number]): string {
  const { number, type, label, quote, speaker, path, crmAddress, recordId } = proof;
  const who = type === 'document' ? '' : `${plain(speaker ?? 'somebody')}: `;
  const said = quote === null ? '' : `: ${who}“${plain(quote)}”`;
  return `[${number}] ${plain(label)}${said} ${path ?? crmAddress ?? recordId ?? ''}`.trimEnd();
}

function queryLines(queries: Answer['queries']): string[] {
  if (queries.length === 0) return ['', 'No number stands in this answer, so there is no query.'];
  return queries.flatMap(({ definition, sql }) => ['', `-- ${plain(definition)}`, `${sql};`]);
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}
