import { type Change, type ChangeAction, type ChangeEvidence, waitsForProperty } from '#contracts';
import { formatInstant, formatShare } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { ChangesPage } from '../schema.ts';
import { describePolicyRule } from '../wording/describe-policy-rule.ts';
import { stateLabels, stateTones, verdictLabels } from './state-labels.ts';

interface Shown {
  readonly change: Change;
  readonly page: Pick<ChangesPage, 'workspaceId' | 'decisions'>;
}

/** One change: what it is done to, old and new value, proof, the rule and the policy, who decided. */
export function changeRow({ change, page }: Shown): Markup {
  const { target, targetName, changeId, state, confidence, rule, verdict, policyRule, reason, problem } = change;
  const name = target === null ? 'The CRM' : (targetName ?? target.externalId);
  const waits = waitsForProperty(change);
  const tone = waits ? 'mild' : stateTones[state];
  return html`<li class="change" id="${changeId}"><p class="change-head"><span dir="auto">${name}</span>${target !== null && html` <span class="quiet">${target.objectType}</span>`} <span class="tag${tone !== 'plain' && ` tag-${tone}`}">${waits ? 'Waits for a property' : stateLabels[state]}</span></p>
${actionPart(change)}
${change.evidence.map((evidence) => proof(evidence, page))}
${problem !== null && html`<p class="call-problem">${problem}</p>`}
<p class="call-facts">Confidence ${formatShare(confidence)} · rule <code>${rule}</code> · ${verdictLabels[verdict]} by <code>${describePolicyRule(policyRule)}</code>: ${reason}</p>
${decisions({ change, page })}
<p class="call-facts"><code>${changeId}</code></p></li>
`;
}

function actionPart({ action, oldValue, oldValueSource, editedValue }: Change): Markup {
  if (action.type !== 'set_property') return otherAction(action);
  const value = editedValue ?? action.value;
  return html`<dl class="diff"><div><dt>${action.property}</dt><dd>${
    oldValue === null || oldValue === ''
      ? html`<span class="quiet">was empty</span>`
      : html`<del dir="auto"><span class="visually-hidden">Old: </span>${oldValue}</del>${oldValueSource !== null && html` <span class="quiet">set by ${oldValueSource}</span>`}`
  } <span aria-hidden="true">→</span> <ins dir="auto"><span class="visually-hidden">New: </span>${value}</ins>${editedValue !== null && html` <span class="quiet">edited; proposed was ${action.value}</span>`}</dd></div></dl>`;
}

function otherAction(action: Exclude<ChangeAction, { type: 'set_property' }>): Markup {
  switch (action.type) {
    case 'create_activity':
      return html`<details class="written"><summary>A ${action.objectType} is written</summary><dl class="diff">${Object.entries(
        action.properties,
      ).map(([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl></details>`;
    case 'associate':
      return html`<p>Is tied to the ${action.to.objectType} <code>${action.to.externalId}</code></p>`;
    case 'dissociate':
      return html`<p>Is no longer tied to the ${action.from.objectType} <code>${action.from.externalId}</code></p>`;
    case 'create_property':
      return html`<p>The ${action.objectType} property <code>${action.name}</code> (“${action.label}”) is created</p>`;
    case 'merge':
      return html`<p>The ${action.objectType} <code>${action.mergedId}</code> is merged into it</p>`;
  }
}

/** The quote leads to its turn on the page of the call. */
function proof({ callId, evidence, note }: ChangeEvidence, page: Shown['page']): Fragment {
  const { workspaceId } = page;
  const place = callId === null || evidence === null ? null : `/calls/${workspaceId}/${callId}#turn-${evidence.turn}`;
  return [
    evidence !== null &&
      html`<blockquote class="proof-quote"><p dir="auto">“${evidence.quote}”</p><p class="call-facts">${evidence.speaker}, ${place === null ? `turn ${evidence.turn}` : html`<a href="${place}">turn ${evidence.turn}</a>`}</p></blockquote>`,
    note !== null && html`<p class="call-facts">${note}</p>`,
  ];
}

const words = { approve: 'Approved', edit: 'Approved with another value', reject: 'Rejected' } as const;

function decisions({ change, page }: Shown): Fragment {
  const own = page.decisions.filter(({ changeId }) => changeId === change.changeId);
  return own.map(
    ({ decision, decidedBy, at, reason }) =>
      html`<p class="call-facts">${words[decision]} by ${decidedBy}, ${formatInstant(at)}${reason !== null && `: ${reason}`}</p>`,
  );
}
