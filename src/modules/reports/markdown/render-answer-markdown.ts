import type { Answer, AnswerExport } from '#contracts';
import { linkTarget, listSection, plain } from './markdown-text.ts';

/** An exported answer as Markdown: question, who asked and when, answer, proofs with addresses, the query of each number. */
export function renderAnswerMarkdown(exported: AnswerExport): string {
  const { question, answer, answerId } = exported;
  const blocks =
    answer === null
      ? ['This answer was made with rights that are not yours. Ask the question with your own.']
      : answerBlocks({ answer, exported });
  return `${[`# ${plain(question)}`, askedLine(exported), ...blocks, `Answer ${answerId}`].join('\n\n')}\n`;
}

function askedLine({ askedAt, askedBy, channel, exportedAt }: AnswerExport): string {
  const who = plain(askedBy.name ?? askedBy.key);
  return `Asked by ${who} on ${instant(askedAt)} (${plain(channel.replaceAll('_', ' '))}), exported on ${instant(exportedAt)}. What has changed since is not in it.`;
}

function instant(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function answerBlocks({ answer, exported }: { answer: Answer; exported: AnswerExport }): string[] {
  const { text, lines, unknown, understood } = answer;
  return [
    ...(understood === '' ? [] : [`Understood as: ${plain(understood)}`]),
    ...(text === '' ? [] : [plain(text)]),
    ...(lines.length === 0 ? [] : [lines.map(statement).join('\n')]),
    ...listSection('Not known', unknown.map(plain)),
    ...listSection(
      'Proof',
      answer.citations.map((citation) => proofOf({ citation, proofs: exported.proofs })),
    ),
    ...numberSection(answer),
    madeBy(answer),
  ];
}

function statement({ text, citations }: Answer['lines'][number]): string {
  return `- ${plain(text)}${citations.map((number) => ` \\[${number}\\]`).join('')}`;
}

function proofOf({
  citation: { number, type, label, quote, speaker },
  proofs,
}: {
  citation: Answer['citations'][number];
  proofs: AnswerExport['proofs'];
}): string {
  const address = proofs.find((proof) => proof.number === number)?.address ?? null;
  const place = address === null ? plain(label) : `[${plain(label)}](<${linkTarget(address)}>)`;
  const who = type === 'document' ? '' : ` (${plain(speaker ?? 'somebody')})`;
  const said = quote === null ? '' : `: “${plain(quote)}”${who}`;
  return `\\[${number}\\] ${place}${said}`;
}

/** Each query with the numbers that it gives, in a form that can be run again. */
function numberSection({ queries, figures }: Answer): string[] {
  if (queries.length === 0) return [];
  const parts = queries.map(({ definition, sql }, place) => {
    const own = figures.filter(({ query }) => query === place);
    const gives = own.map(({ name, value, unit }) => `${plain(name)}: ${value.toLocaleString('en-US')} ${plain(unit)}`);
    const fence = fenceFor(sql);
    return [
      plain(definition),
      ...(gives.length === 0 ? [] : [gives.map((line) => `- ${line}`).join('\n')]),
      `${fence}sql\n${sql};\n${fence}`,
    ].join('\n\n');
  });
  return ['## The query behind each number', ...parts];
}

/** Longer than any run of the sign in what it holds. */
function fenceFor(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  return '`'.repeat(Math.max(3, longest + 1));
}

function madeBy({ mode, model }: Answer): string {
  if (mode === 'rules') return 'Answered by rules, no model was asked.';
  return `Planned and worded by a model (${plain(model ?? 'unknown')}), each statement checked.`;
}
