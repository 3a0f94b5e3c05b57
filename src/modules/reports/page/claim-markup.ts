import type { Evidence } from '#contracts';
import { visibleParts } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { ReportView } from '../view/report-view.ts';
import { momentOf, saysTheSame } from '../wording/describe-call.ts';

/** A claim to be shown: the field it stands in and its proof. */
export interface Shown {
  readonly view: ReportView;
  readonly field: string;
  readonly evidence: Evidence;
}

/** The quote as a link to its turn, with who said it and when; red with its reason where it no longer holds. */
export function quoteLink(shown: Shown): Markup {
  const { evidence } = shown;
  return html`<a class="${linkClass('quote', shown)}" ${placeAttributes(shown)}>${quoted(evidence.quote)} ${speakerAndMoment(evidence)}</a>${listenLink(shown)}${brokenNote(shown)}`;
}

/** Who said it and when, as a link to the turn. */
export function citeLink(shown: Shown): Markup {
  return html`<a class="${linkClass('cite', shown)}" ${placeAttributes(shown)} title="${shown.evidence.quote}">${speakerAndMoment(shown.evidence)}</a>${listenLink(shown)}${brokenNote(shown)}`;
}

/** A wording with its proof: the quote below it, or only who said it where the wording is the quote. */
export function wordedClaim(shown: Shown & { readonly text: string }): Markup {
  return saysTheSame(shown.text, shown.evidence.quote)
    ? quoteLink(shown)
    : html`<span class="wording" dir="auto">${spoken(shown.text)}</span> ${quoteLink(shown)}`;
}

/** Moments of one thing said often, as a row of links. */
export function momentLinks(view: ReportView, claims: readonly { field: string; evidence: Evidence }[]): Markup[] {
  return claims.map(({ field, evidence }) => {
    const shown = { view, field, evidence };
    return html`<a class="${linkClass('cite', shown)}" ${placeAttributes(shown)} title="${evidence.quote}"><span class="visually-hidden">${evidence.speaker} at </span>${momentOf(evidence)}</a>${listenLink(shown)}${brokenNote(shown)} `;
  });
}

/** Words that were said, in quotation marks that are copied with them. */
export function quoted(text: string): Markup {
  return html`<span class="words" dir="auto">“${spoken(text)}”</span>`;
}

/** Text that was said, in which runs of unseen characters are set apart. */
export function spoken(text: string): Fragment {
  return visibleParts(text).map((part) =>
    part.hidden
      ? html`<span class="unseen" title="Characters that cannot be seen stood here">${part.text}</span>`
      : part.text,
  );
}

/** The way into the player of the call's source at the second of the claim, where there is one. */
function listenLink({ view, evidence }: Shown): Markup | null {
  const address = view.listenAddress(evidence);
  if (address === null) return null;
  return html` <a class="listen" href="${address}" target="_blank" rel="noopener noreferrer">Listen<span class="visually-hidden"> to <bdi>${evidence.speaker}</bdi> at ${momentOf(evidence)}</span></a>`;
}

/** The red sentence below a claim that no longer holds, or nothing. */
function brokenNote({ view, field, evidence }: Shown): Markup | null {
  const reason = view.brokenReason(field, evidence);
  return reason === null ? null : html`<span class="broken-note"><strong>No longer holds.</strong> ${reason}</span>`;
}

function speakerAndMoment(evidence: Evidence): Markup {
  return html`<span class="by"><bdi>${evidence.speaker}</bdi> <span class="at">${momentOf(evidence)}</span></span>`;
}

function placeAttributes({ view, evidence }: Shown): Markup {
  return html`href="#${view.placeOf(evidence)}"`;
}

function linkClass(name: string, { view, field, evidence }: Shown): string {
  return view.brokenReason(field, evidence) === null ? `${name} proof` : `${name} proof is-broken`;
}
