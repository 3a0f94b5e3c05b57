import type { Commitment } from '#contracts';
import { listWorries } from '../view/list-worries.ts';
import type { ReportView } from '../view/report-view.ts';
import { describeDue } from '../wording/describe-due.ts';
import { listSection, plain, proof, worded } from './markdown-text.ts';

const worryLimit = 8;

/** What happened, what is promised, what worries us. */
export function leadSections(view: ReportView): string[] {
  const { findings } = view;
  const worries = listWorries(findings).slice(0, worryLimit);
  return [
    ...listSection('What happened', [
      ...findings.brief.map((statement) => worded({ view, field: 'brief', evidence: statement, text: statement.text })),
      ...(findings.outcome === null
        ? []
        : [
            `**Outcome:** ${worded({ view, field: 'outcome', evidence: findings.outcome, text: findings.outcome.text })}`,
          ]),
    ]),
    ...listSection(
      'What is promised',
      findings.commitments.map((commitment) => promise(view, commitment)),
    ),
    ...listSection(
      'What worries us',
      worries.map(({ labels, evidence, field, text }) =>
        evidence === null
          ? `**${labels.join(', ')}:** ${plain(text)}`
          : `**${labels.join(', ')}:** ${proof({ view, field, evidence })}`,
      ),
    ),
    ...listSection(
      'Key points',
      findings.keyPoints.map((point) => worded({ view, field: 'keyPoints', evidence: point, text: point.text })),
    ),
    ...listSection(
      'Decisions',
      findings.decisions.map((decision) =>
        worded({ view, field: 'decisions', evidence: decision, text: decision.text }),
      ),
    ),
  ];
}

function promise(view: ReportView, commitment: Commitment): string {
  const due = describeDue(commitment.due, view.call.date);
  const when = due === null ? 'no date' : `due ${due}`;
  const what = worded({ view, field: 'commitments', evidence: commitment, text: commitment.text });
  return `**${plain(commitment.owner)}**, ${plain(when)}: ${what}`;
}
