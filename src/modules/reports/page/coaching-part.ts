import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { quoteLink } from './claim-markup.ts';
import { section } from './section.ts';

/** What the speaker could do better, each point with what it rests on. */
export function coachingPart(view: ReportView): Markup | null {
  const { coaching } = view.findings;
  if (coaching.length === 0) return null;
  return section({
    id: 'coaching',
    title: 'Coaching',
    body: html`<ul class="cards">${coaching.map(
      ({ message, speaker, evidence }, position) => html`<li class="card" id="${claimAnchor('coaching', position)}">
<p class="card-head"><strong>${message}</strong></p><p class="quiet">For <bdi>${speaker}</bdi></p>
${evidence.slice(0, 3).map((claim) => html`<p>${quoteLink({ view, field: 'coaching', evidence: claim })}</p>`)}</li>`,
    )}</ul>`,
  });
}
