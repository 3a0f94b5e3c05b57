import type { AnalysisReport, Evidence } from '#contracts';
import { createPaint, fitted, wrapped } from '#platform/wording';
import { listWorries } from '../view/list-worries.ts';
import { createReportView } from '../view/report-view.ts';
import { callFacts, callTitle, momentOf, saysTheSame } from '../wording/describe-call.ts';
import { describeDue } from '../wording/describe-due.ts';
import { describeEngine, describeFallback, describeVerification } from '../wording/describe-engine.ts';
import { moodLabels, sideLabels, stageLabels } from '../wording/labels.ts';
import { detailBlocks } from './detail-blocks.ts';
import { block, bullet, type Pen, proofLines } from './pen.ts';

const worryLimit = 8;
const widest = 100;

/** One call to read in a terminal: sections, each claim with its quote, who said it and when. */
export function renderTerminalReport(options: { report: AnalysisReport; width: number; colors: boolean }): string {
  const view = createReportView(options.report);
  const pen: Pen = { view, paint: createPaint(options.colors), width: Math.max(20, Math.min(widest, options.width)) };
  const blocks = [
    headBlock(pen),
    block(pen, { title: 'What happened', lines: happened(pen) }),
    block(pen, { title: 'What is promised', lines: promised(pen) }),
    block(pen, { title: 'What worries us', lines: worrying(pen) }),
    ...detailBlocks(pen),
    closingBlock(pen),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headBlock({ view, paint, width }: Pen): string[] {
  const { report, speakers, findings } = view;
  const { stage, sentiment } = findings;
  const facts = [
    ...callFacts(report),
    ...(stage.value === 'unknown' ? [] : [`stage: ${stageLabels[stage.value].toLowerCase()}`]),
    ...(sentiment.overall.sentences === 0
      ? []
      : [`mood overall: ${moodLabels[sentiment.overall.label].toLowerCase()}`]),
  ];
  const people = (['internal', 'external', 'unknown'] as const).flatMap((side) => {
    const named = speakers.filter((speaker) => speaker.side === side).map(({ name, title }) => withTitle(name, title));
    return named.length === 0 ? [] : wrapped(`${sideLabels[side]}: ${named.join(', ')}`, width);
  });
  return [paint.bold(fitted(callTitle(report), { columns: width })), ...wrapped(facts.join(' · '), width), ...people];
}

function withTitle(name: string, title: string | null): string {
  return title === null ? name : `${name} (${title})`;
}

function happened(pen: Pen): string[] {
  const { brief, outcome } = pen.view.findings;
  const statements = brief.map((statement) => ({ field: 'brief', lead: '', statement }));
  if (outcome !== null) statements.push({ field: 'outcome', lead: 'Outcome: ', statement: outcome });
  return statements.flatMap(({ field, lead, statement }) => [
    ...bullet(pen, { text: `${lead}${statement.text}` }),
    ...proofUnlessSaid(pen, { field, evidence: statement, text: statement.text }),
  ]);
}

function promised(pen: Pen): string[] {
  return pen.view.findings.commitments.flatMap((commitment) => {
    const due = describeDue(commitment.due, pen.view.call.date);
    return [
      ...bullet(pen, { text: `${commitment.owner}, ${due === null ? 'no date' : `due ${due}`}`, ink: pen.paint.bold }),
      ...proofLines(pen, { field: 'commitments', evidence: commitment }),
    ];
  });
}

function worrying(pen: Pen): string[] {
  return listWorries(pen.view.findings)
    .slice(0, worryLimit)
    .flatMap(({ labels, text, field, evidence }) => [
      ...bullet(pen, { text: evidence === null ? text : labels.join(', '), ink: pen.paint.yellow }),
      ...(evidence === null ? [] : proofLines(pen, { field, evidence })),
    ]);
}

/** Where the wording is the quote, only who said it and when is added. */
function proofUnlessSaid(pen: Pen, options: { field: string; evidence: Evidence; text: string }): string[] {
  const { field, evidence, text } = options;
  const holds = pen.view.brokenReason(field, evidence) === null;
  return holds && saysTheSame(text, evidence.quote)
    ? [`      ${pen.paint.dim(fitted(`${evidence.speaker}, ${momentOf(evidence)}`, { columns: pen.width - 6 }))}`]
    : proofLines(pen, { field, evidence });
}

function closingBlock({ view, paint, width }: Pen): string[] {
  const { engine, verification } = view.report.result;
  const sentences = [
    describeVerification(verification, view.broken.length),
    describeEngine(engine),
    describeFallback(engine),
  ];
  const text = sentences.filter((sentence) => sentence !== null).join(' ');
  return wrapped(text, width).map((line) => paint.dim(line));
}
