import { formatCount, formatInstant, formatLength } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import type { ReportView } from '../view/report-view.ts';
import { describeEngine, describeFallback, describeVerification } from '../wording/describe-engine.ts';
import { refusalLabels } from '../wording/labels.ts';
import { quoted } from './claim-markup.ts';
import { nothingFound, section } from './section.ts';

/** How the report came about: what was refused, who made it, from what and when. */
export function aboutPart(view: ReportView): Markup {
  const { envelope, result } = view.report;
  const { engine, schemaVersion, verification } = result;
  const facts: readonly (readonly [string, string])[] = [
    ['Checked', describeVerification(verification, view.broken.length)],
    ['Engine', [describeEngine(engine), describeFallback(engine)].filter((sentence) => sentence !== null).join(' ')],
    ['Source', envelope.source],
    ...envelope.warnings.map(({ message }) => ['While reading', message] as const),
    ['Call', `${envelope.callId}, version ${envelope.callVersion}`],
    ['Analysis', `${envelope.analysisId}, version ${envelope.analysisVersion}, schema ${schemaVersion}`],
    [
      'Analyzed',
      `${formatInstant(envelope.analyzedAt)}${envelope.durationMs === null ? '' : `, in ${formatLength(envelope.durationMs)}`}`,
    ],
    ...(engine.name === 'model' ? [['Cost', `$${(envelope.costMicroUsd / 1_000_000).toFixed(4)}`] as const] : []),
  ];
  return section({
    id: 'about',
    title: 'About this report',
    body: html`<p class="creed">Every claim stands on words that were said in the call. A check without a model compares each quote, its speaker, numbers and dates with the transcript when it is stored and again whenever it is read.</p>
<div id="refused">${refusedList(view)}</div>
<dl class="about">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
  });
}

/** Which claims the check refused, folded. */
function refusedList(view: ReportView): Markup {
  const { refused } = view.report.result.verification;
  if (refused.length === 0) return nothingFound('The check refused no claim.');
  return html`<details class="refused"><summary>${formatCount(refused.length, 'refused claim')}</summary>
<p class="quiet">Proposed by the engine and not taken into this report, because the transcript does not bear them out.</p>
<ul class="plain-list">${refused.map(
    ({ field, reason, quote, turn, detail }) => html`<li><strong>${refusalLabels[reason]}.</strong> ${quoted(quote)}
<span class="quiet">for ${field}${turn !== null && html`, <a href="#turn-${turn}">turn ${turn}</a>`}${detail !== '' && `. ${detail}`}</span></li>`,
  )}</ul></details>`;
}
