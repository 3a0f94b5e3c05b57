import type { AnalysisReport, InsightComparison } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import type { ReportNavigation } from '../schema.ts';
import { createReportView, type Player, type ReportView } from '../view/report-view.ts';
import { callTitle } from '../wording/describe-call.ts';
import { vendorName } from '../wording/describe-comparison.ts';
import { aboutPart } from './about-part.ts';
import { abstentionsPart } from './abstentions-part.ts';
import { besidePart } from './beside-part.ts';
import { coachingPart } from './coaching-part.ts';
import { figuresPart } from './figures-part.ts';
import { flagsPart } from './flags-part.ts';
import { decisionsPart, keyPointsPart } from './key-points-part.ts';
import { lead } from './lead.ts';
import { masthead, topBar } from './masthead.ts';
import { mentionsPart } from './mentions-part.ts';
import { moodPart } from './mood-part.ts';
import { objectionsPart } from './objections-part.ts';
import { qualificationPart } from './qualification-part.ts';
import { questionsPart } from './questions-part.ts';
import { risksPart } from './risks-part.ts';
import { signalsPart } from './signals-part.ts';
import { timelinePart } from './timeline-part.ts';
import { topicsPart } from './topics-part.ts';
import { trackersPart } from './trackers-part.ts';
import { transcriptPane } from './transcript-pane.ts';

export interface ReportPageOptions {
  readonly report: AnalysisReport;
  /** Where the page leads on a server; a page that is sent around has none. */
  readonly navigation?: ReportNavigation;
  /** Where the call can be heard; without it no claim leads there. */
  readonly player?: Player | undefined;
  /** What the source of the call found out by itself. */
  readonly comparison?: InsightComparison | null;
}

const reportPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'report.css', 'sections.css', 'charts.css', 'transcript.css', 'print.css'],
  scripts: ['report.js'],
  connects: false,
};
/** On a server whoever looks at it can sign out there. */
const servedPage: PageKind = { ...reportPage, forms: true };

/**
 * The report as one self-contained page: it asks for nothing from outside and its own policy forbids it.
 * Same report, same bytes.
 */
export function renderReportHtml({ report, navigation, player, comparison = null }: ReportPageOptions): string {
  const view = createReportView(report, player);
  return renderPage({
    kind: navigation === undefined ? reportPage : servedPage,
    title: `${callTitle(report)} · Call report`,
    bodyClass: 'report-page',
    body: html`<a class="skip" href="#summary">Skip to the summary</a><a class="skip" href="#transcript">Skip to the transcript</a>
${topBar(navigation ?? null)}
<main class="layout"><div class="findings">
${masthead(view)}
${lead(view)}
${contents(view, comparison)}
${parts(view, comparison)}
</div>
${transcriptPane(view)}
</main>
<a class="back-to-claim" href="#summary" hidden>Back to the claim</a>`,
  });
}

/** The content security policy that a server may send with a report's page; the page with navigation holds the same. */
export function reportContentSecurityPolicy(): string {
  return policyOf(servedPage);
}

function parts(view: ReportView, comparison: InsightComparison | null): readonly (Markup | null)[] {
  return [
    timelinePart(view),
    keyPointsPart(view),
    decisionsPart(view),
    objectionsPart(view),
    signalsPart(view),
    questionsPart(view),
    risksPart(view),
    qualificationPart(view),
    topicsPart(view),
    moodPart(view),
    figuresPart(view),
    mentionsPart(view),
    coachingPart(view),
    trackersPart(view),
    flagsPart(view),
    abstentionsPart(view),
    besidePart(comparison),
    aboutPart(view),
  ];
}

function contents({ findings }: ReportView, comparison: InsightComparison | null): Markup {
  const { objections, buyingSignals, questions, risks, gaps, coaching, trackers, flags } = findings;
  const entries: readonly (readonly [string, string, number | null])[] = [
    ['objections', 'Objections', objections.length],
    ['signals', 'Signals', buyingSignals.length],
    ['questions', 'Questions', questions.length],
    ['risks', 'Risks', risks.length + gaps.length],
    ['qualification', 'Qualification', null],
    ['topics', 'Topics', null],
    ['mood', 'Mood', null],
    ['figures', 'Conversation', null],
    ...(coaching.length > 0 ? [['coaching', 'Coaching', coaching.length] as const] : []),
    ...(trackers.length > 0 ? [['trackers', 'Trackers', trackers.length] as const] : []),
    ...(flags.length > 0 ? [['flags', 'Suspicious text', flags.length] as const] : []),
    ...(comparison === null ? [] : [['beside', vendorName(comparison.source), null] as const]),
    ['about', 'About', null],
  ];
  return html`<nav class="contents" aria-label="Parts of this report"><ul>${entries.map(
    ([id, name, count]) =>
      html`<li><a href="#${id}">${name}${count !== null && html` <span class="count">${count}</span>`}</a></li>`,
  )}<li class="to-transcript"><a href="#transcript">Transcript</a></li></ul></nav>
`;
}
