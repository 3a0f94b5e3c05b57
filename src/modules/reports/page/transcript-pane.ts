import { formatClock, formatCount } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { ClaimEntry } from '../view/collect-claims.ts';
import { cutTurn, type Piece, strongestTone } from '../view/cut-turn.ts';
import type { CallTurn, ReportView } from '../view/report-view.ts';
import { sideLabels } from '../wording/labels.ts';
import { spoken } from './claim-markup.ts';

const plainChipsShown = 3;
const toneOrder = { worry: 0, promise: 1, good: 2, ask: 3, plain: 4 } as const;

/** The whole call, turn by turn, with every quote marked and the way back to its claims. */
export function transcriptPane(view: ReportView): Markup {
  const { call, speakers } = view;
  const voices = new Map(speakers.map(({ name, voice }) => [name, voice]));
  return html`<section class="transcript" id="transcript" tabindex="0" aria-labelledby="transcript-title">
<div class="transcript-head"><h2 id="transcript-title">Transcript</h2><p class="note">${formatCount(call.turns.length, 'turn')}</p>
<label class="only-found" hidden><input type="checkbox" id="only-found"> Only turns with findings</label></div>
${call.turns.length === 0 && html`<p class="nothing">Nothing was said.</p>`}
<ol class="turns">${call.turns.map((turn) => turnItem(view, { turn, voice: voices.get(turn.speaker) ?? 'voice-unknown-1' }))}</ol>
</section>`;
}

function turnItem(view: ReportView, { turn, voice }: { turn: CallTurn; voice: string }): Markup {
  const entries = view.entriesByTurn.get(turn.turn) ?? [];
  const at = view.spans.get(turn.turn)?.from ?? 0;
  return html`<li class="turn ${voice}${entries.length === 0 && ' turn-quiet'}" id="turn-${turn.turn}" tabindex="-1" data-at="${at.toFixed(4)}">
<p class="turn-head"><bdi class="speaker">${turn.speaker}</bdi><span class="visually-hidden"> (${sideLabels[turn.side].toLowerCase()})</span> <span class="moment">${turn.startMs !== null && html`<span>${formatClock(turn.startMs)}</span> `}<span class="turn-place">turn ${turn.turn}</span></span></p>
<p class="said" dir="auto">${entries.length === 0 ? spoken(turn.text) : cutTurn(turn, entries).map((piece) => pieceMarkup(view, piece))}</p>
${entries.length > 0 && chipList(view, entries)}
</li>
`;
}

/** Quotes that begin here wrap the piece, each with its id, so that a link works without a script. */
function pieceMarkup(view: ReportView, { text, places, begins }: Piece): Fragment {
  if (places.length === 0) return spoken(text);
  const entries = places.flatMap((place) => place.entries);
  const broken = entries.some(({ field, evidence }) => view.brokenReason(field, evidence) !== null);
  const marked = html`<mark class="tone-${strongestTone(places)}${broken && ' is-broken'}" data-places="${places.map(({ id }) => id).join(' ')}">${spoken(text)}</mark>`;
  return begins.reduce((inner, { id }) => html`<span class="place" id="${id}">${inner}</span>`, marked);
}

/** What weighs most is in sight; the rest of the plain ones unfolds. */
function chipList(view: ReportView, entries: readonly ClaimEntry[]): Markup {
  const sorted = entries.toSorted((left, right) => toneOrder[left.tone] - toneOrder[right.tone]);
  const chips = [...Map.groupBy(sorted, ({ label, anchor }) => `${label}\n${anchor}`).values()];
  const weighty = chips.filter(([first]) => first?.tone !== 'plain').length;
  const shown = chips.length <= weighty + plainChipsShown + 1 ? chips.length : weighty + plainChipsShown;
  const rest = chips.slice(shown);
  return html`<ul class="chips">${chips.slice(0, shown).map((same) => chip(view, same))}</ul>${
    rest.length > 0 &&
    html`<details class="more-chips"><summary>${rest.length} more</summary><ul class="chips">${rest.map((same) => chip(view, same))}</ul></details>`
  }`;
}

function chip(view: ReportView, same: readonly ClaimEntry[]): Markup | null {
  const [first] = same;
  if (first === undefined) return null;
  const broken = same.some(({ field, evidence }) => view.brokenReason(field, evidence) !== null);
  return html`<li><a class="chip tone-${first.tone}${broken && ' is-broken'}" href="#${first.anchor}" data-place="${view.placeOf(first.evidence)}">${first.label}</a></li>`;
}
