import { formatInstant } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { DealField, DealProof } from '../schema.ts';
import { describePolicyRule } from '../wording/describe-policy-rule.ts';

/** A field with its value and where that comes from: the quote opens its turn in the call, so one click is the way. */
export function dealField({ field, workspaceId }: { field: DealField; workspaceId: string }): Markup {
  const { property, label, value, setBy, ours, open } = field;
  return html`<div class="deal-field" id="field-${property}"><dt>${label}</dt>
<dd><p class="deal-value" dir="auto">${value ?? html`<span class="quiet">empty</span>`}${open > 0 && html` <a class="tag tag-mild" href="#waiting">${open === 1 ? 'a change is proposed' : `${open} changes are proposed`}</a>`}</p>
<p class="call-facts">${setBy === null ? 'The CRM does not tell who set it' : `Set by ${setBy.who}, ${formatInstant(setBy.at)}`}${property !== label && html` · <code>${property}</code>`}</p>
${ours !== null && oursPart({ ours, workspaceId })}</dd></div>
`;
}

function oursPart({ ours, workspaceId }: { ours: NonNullable<DealField['ours']>; workspaceId: string }): Markup {
  const { changeId, rule, policyRule, decidedBy, proofs, notes } = ours;
  return html`${proofs.map((proof) => proofQuote({ proof, workspaceId }))}
${notes.map((note) => html`<p class="call-facts">${note}</p>`)}
<p class="call-facts">Rule <code>${rule}</code> · let through by <code>${describePolicyRule(policyRule)}</code>${decidedBy.length > 0 && ` · ${decidedBy.join(', ')}`} · <code>${changeId}</code></p>`;
}

/** What was said, with the way to its turn. */
export function proofQuote({ proof, workspaceId }: { proof: DealProof; workspaceId: string }): Markup {
  const { callId, turn, quote, speaker } = proof;
  const place: Fragment =
    callId === null ? `turn ${turn}` : html`<a href="/calls/${workspaceId}/${callId}#turn-${turn}">turn ${turn}</a>`;
  return html`<blockquote class="proof-quote"><p dir="auto">“${quote}”</p><p class="call-facts">${speaker}, ${place}</p></blockquote>`;
}
