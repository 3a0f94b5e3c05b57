import type { AnalysisReport } from '#contracts';
import { createReportView, type Player, type ReportView } from '../view/report-view.ts';
import { callFacts, callTitle } from '../wording/describe-call.ts';
import { describeEngine, describeFallback, describeVerification } from '../wording/describe-engine.ts';
import { moodLabels, sideLabels, stageLabels } from '../wording/labels.ts';
import { detailSections } from './detail-sections.ts';
import { leadSections } from './lead-sections.ts';
import { plain } from './markdown-text.ts';

/**
 * The report as Markdown for a message or a note: every claim with its quote, who said it and when; the moment
 * leads to where it can be heard, where that is known.
 */
export function renderReportMarkdown({
  report,
  player,
}: {
  report: AnalysisReport;
  player?: Player | undefined;
}): string {
  const view = createReportView(report, player);
  const blocks = [...heading(view), ...leadSections(view), ...detailSections(view), ...closing(view)];
  return `${blocks.join('\n\n')}\n`;
}

function heading({ report, findings, speakers }: ReportView): string[] {
  const people = (['internal', 'external', 'unknown'] as const).flatMap((side) => {
    const named = speakers.filter((speaker) => speaker.side === side);
    const list = named.map(({ name, title }) => plain(title === null ? name : `${name} (${title})`));
    return list.length === 0 ? [] : [`- ${sideLabels[side]}: ${list.join(', ')}`];
  });
  const { stage, sentiment } = findings;
  const facts = [
    ...callFacts(report).map(plain),
    ...(stage.value === 'unknown' ? [] : [`stage: ${stageLabels[stage.value].toLowerCase()}`]),
    ...(sentiment.overall.sentences === 0
      ? []
      : [`mood overall: ${moodLabels[sentiment.overall.label].toLowerCase()}`]),
  ];
  return [`# ${plain(callTitle(report))}`, facts.join(' · '), ...(people.length === 0 ? [] : [people.join('\n')])];
}

function closing({ report, broken }: ReportView): string[] {
  const { engine, verification } = report.result;
  const sentences = [
    describeVerification(verification, broken.length),
    describeEngine(engine),
    describeFallback(engine),
  ];
  return ['---', sentences.flatMap((sentence) => (sentence === null ? [] : [plain(sentence)])).join(' ')];
}
