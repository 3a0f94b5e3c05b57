import type { MethodScore, MethodsTrial, MethodsTrialCall, ShownElement } from '#contracts';
import { formatCount } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { historyPart, inForceList, publishForm } from './in-force-list.ts';
import { fieldProblems, methodsForm } from './methods-form.ts';
import type { SettingsPage } from './settings-page.ts';

const shownCalls = 20;

/** The methods of qualification: which hold, others to be tried, and what was before. */
export function methodsPart(page: SettingsPage): Markup {
  const { methods, typed, publishes } = page;
  const own = typed?.part === 'methods' ? typed : null;
  return html`<section aria-labelledby="methods"><h2 id="methods" tabindex="-1">Methods of qualification</h2>
${own?.problem !== undefined && own.problem !== null && html`<div class="notice notice-problem" role="alert"><p>${own.problem}</p>${own.problems !== undefined && Object.keys(own.problems).length > 0 && fieldProblems(own.problems)}</div>`}
${own?.tried?.part === 'methods' && trialPart({ page, draft: own.tried.draft, trial: own.tried.trial })}
${publishes && html`<details class="tools"${own !== null && html` open`}><summary>Try other methods</summary>${methodsForm(page)}${jsonForm(page)}</details>`}
${inForceList({ published: methods, wordsOf: ({ name, value }) => ({ name, value }) })}
${historyPart({ page, part: 'methods', published: methods })}</section>`;
}

/** For whoever keeps methods in a file, and for another order. */
function jsonForm({ tab, typed, fields: { methods: said } }: SettingsPage): Markup {
  const isOpen =
    typed?.part === 'methods' && typed.form === undefined && 'draft' in typed.fields && !('version' in typed.fields);
  const draft = said['draft'] ?? '';
  const rows = Math.min(24, Math.max(6, draft.split('\n').length + 1));
  return html`<details class="tools"${isOpen && html` open`}><summary>As JSON, for those who keep them in a file</summary><form method="post" action="/settings/methods/trial?tab=${tab}#methods">
<p class="quiet">As workspace.json has them: “qualifyBy” names the methods in their order, “methods” has your own (docs/workspace.md). What is left out is what Sophia brings. Nothing is in force before you have seen what it would have found.</p>
<div class="fields"><label>Methods, as JSON <textarea name="draft" rows="${rows}" autocomplete="off" spellcheck="false">${draft}</textarea></label>
<label>Newest calls to try them on <input name="calls" type="number" inputmode="numeric" min="1" max="100" value="${said['calls'] ?? ''}"></label></div>
<p><button type="submit">Try the JSON on history</button></p></form></details>`;
}

function trialPart({ page, draft, trial }: { page: SettingsPage; draft: string; trial: MethodsTrial }): Markup {
  const { calls, methods, perCall, engine } = trial;
  const different = perCall.filter(({ differences }) => differences.length > 0);
  return html`<div class="notice" role="status"><p><strong>Tried, not in force.</strong> ${
    calls === 0
      ? 'There is no call to try it on.'
      : `${formatCount(calls, 'call')} tried, ${different.length} with differences.`
  }</p>
${engine === 'model' && html`<p>Found by the rules, without cost. A model analyzes calls here, and may find other.</p>`}
${
  methods.length > 0 &&
  html`<div class="wide" role="group" aria-label="Elements known" tabindex="0"><table class="sums"><thead><tr><th scope="col">Elements known</th><th scope="col" class="number">Now</th><th scope="col" class="number">By yours</th></tr></thead><tbody>${methods.map(
    ({ name, before, after }) =>
      html`<tr><th scope="row">${name}</th><td class="number">${scoreOf(before)}</td><td class="number">${scoreOf(after)}</td></tr>`,
  )}</tbody></table></div>`
}
${publishForm({ page, part: 'methods', draft, version: trial.replaces })}
${differenceList({ page, different })}</div>`;
}

function scoreOf(score: MethodScore | null): string {
  return score === null ? 'not used' : `${score.known} of ${score.of}`;
}

function differenceList({
  page: { workspaceId },
  different,
}: {
  page: SettingsPage;
  different: readonly MethodsTrialCall[];
}): Fragment {
  if (different.length === 0) return null;
  const rows = different.slice(0, shownCalls).map(
    ({
      callId,
      title,
      differences,
    }) => html`<li class="gap"><p class="call-title" dir="auto"><a href="/calls/${encodeURIComponent(workspaceId)}/${encodeURIComponent(callId)}">${title ?? callId}</a></p>
<dl class="diff">${differences.map(
      ({ method, label, before, after }) =>
        html`<dt>${method}, ${label}</dt><dd dir="auto">now ${shownWords(before)}; by yours ${shownWords(after)}</dd>`,
    )}</dl></li>
`,
  );
  const more = different.length - shownCalls;
  return html`<details class="tools" open><summary>The differences, call by call</summary><ul class="calls">${rows}</ul>
${more > 0 && html`<p class="quiet">${formatCount(more, 'more call')}: sophia methods try, or POST /api/v1/methods/trial, tells of all.</p>`}</details>`;
}

function shownWords(shown: ShownElement | null): string {
  return shown === null ? 'unknown' : `“${shown.quote}” (${shown.speaker})`;
}
