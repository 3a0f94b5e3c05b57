import { html, type Markup } from '../markup/html.ts';
import { viewerForm } from '../markup/viewer-form.ts';
import type { ReportNavigation } from '../schema.ts';
import type { SpeakerView } from '../view/list-speakers.ts';
import type { ReportView } from '../view/report-view.ts';
import { callFacts, callTitle } from '../wording/describe-call.ts';
import { describeEngine, describeFallback, describeVerification } from '../wording/describe-engine.ts';
import { moodLabels, refusalLabels, sideLabels, stageLabels } from '../wording/labels.ts';
import { quoted } from './claim-markup.ts';

const peopleShown = 6;

/** The way back to the list and to the other forms of the report; nothing on a page that stands alone. */
export function topBar(navigation: ReportNavigation | null): Markup | null {
  if (navigation === null) return null;
  const { back, links, viewer } = navigation;
  return html`<header class="topbar"><nav aria-label="Pages">
${back !== null && html`<a class="back" href="${back.href}"><span aria-hidden="true">←</span> ${back.label}</a>`}
<span class="topbar-links">${links.map(({ label, href }) => html`<a href="${href}">${label}</a> `)}</span>
</nav>${viewerForm(viewer)}</header>`;
}

/** Title, date, people by side, and who checked what. */
export function masthead(view: ReportView): Markup {
  const { report, findings } = view;
  const { stage, sentiment } = findings;
  return html`<div class="masthead">
<p class="eyebrow">Call report</p>
<h1 dir="auto">${callTitle(report)}</h1>
<ul class="facts">
${callFacts(report).map((fact) => html`<li>${fact}</li>`)}
${stage.value !== 'unknown' && html`<li><a href="#qualification">Stage: ${stageLabels[stage.value].toLowerCase()}</a></li>`}
${sentiment.overall.sentences > 0 && html`<li><a href="#mood">Mood overall: ${moodLabels[sentiment.overall.label].toLowerCase()}</a></li>`}
</ul>
${people(view)}
${provenance(view)}
</div>
${brokenBanner(view)}`;
}

function people({ speakers }: ReportView): Markup {
  const sides = (['internal', 'external', 'unknown'] as const).map((side) => ({
    side,
    named: speakers.filter((speaker) => speaker.side === side),
  }));
  return html`<dl class="people">${sides
    .filter(({ named }) => named.length > 0)
    .map(
      ({ side, named }) =>
        html`<div><dt>${sideLabels[side]}</dt>${named.slice(0, peopleShown).map(person)}${
          named.length > peopleShown &&
          html`<dd><details class="rest"><summary>${named.length - peopleShown} more</summary><ul>${named.slice(peopleShown).map(({ name }) => html`<li><bdi>${name}</bdi></li>`)}</ul></details></dd>`
        }</div>`,
    )}</dl>`;
}

function person({ name, title, voice, speaks }: SpeakerView): Markup {
  return html`<dd><span class="dot ${voice}" aria-hidden="true"></span><bdi>${name}</bdi>${title !== null && html` <span class="job">${title}</span>`}${!speaks && html` <span class="job">(did not speak)</span>`}</dd>`;
}

function provenance({ report, findings, broken }: ReportView): Markup {
  const { engine, verification } = report.result;
  const unanswered = findings.abstentions.map(({ about }) => about);
  const reasons = Object.entries(refusalLabels).flatMap(([reason, label]) => {
    const count = verification.refused.filter((claim) => claim.reason === reason).length;
    return count === 0 ? [] : [`${label.toLowerCase()} (${count})`];
  });
  const fallback = describeFallback(engine);
  return html`<p class="provenance"><span class="seal${broken.length > 0 && ' seal-broken'}" aria-hidden="true"></span><span>${describeVerification(verification, broken.length)}
${reasons.length > 0 && html`<a href="#refused">Refused because: ${reasons.join('; ')}.</a>`}
${describeEngine(engine)} ${fallback !== null && html`<strong>${fallback}</strong>`}
${unanswered.length > 0 && html`<a href="#abstentions">Not answered: ${unanswered.join('; ')}.</a>`}</span></p>`;
}

/** Said before everything else: what was true when it was stored and is not any more. */
function brokenBanner({ broken }: ReportView): Markup | null {
  if (broken.length === 0) return null;
  const one = broken.length === 1;
  const title = one ? 'One claim no longer holds' : `${broken.length} claims no longer hold`;
  return html`<div class="banner" role="note" aria-label="${title}">
<p><strong>${title}.</strong> ${one ? 'It was' : 'They were'} checked again against the transcript, and ${one ? 'is' : 'are'} marked red wherever ${one ? 'it stands' : 'they stand'}.</p>
<ul>${broken.map(
    ({ quote, turn, reason }) =>
      html`<li>${quote !== '' && html`${quoted(quote)} `}${turn !== null && html`<a href="#turn-${turn}">turn ${turn}</a>`} ${reason}</li>`,
  )}</ul></div>`;
}
