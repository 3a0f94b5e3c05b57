import { formatCount } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { historyPart, inForceList, publishForm } from './in-force-list.ts';
import { limitName, limitValue } from './limit-name.ts';
import type { LimitsTried, SettingsPage } from './settings-page.ts';

const shownDifferences = 50;

/** The fields of the form beside those of stages; together they are all that can be said. */
const fields = [
  { name: 'nextStepWithinDays', label: 'A next step within so many days' },
  { name: 'pushes.atLeast', label: 'Close date pushed so many times' },
  { name: 'pushes.withinDays', label: '… within so many days' },
  { name: 'singleThread.calls', label: 'One person alone in so many calls' },
  { name: 'ghosted.days', label: 'No answer so many days after a call' },
  { name: 'ghosted.emails', label: '… with so many e-mails of ours' },
] as const;

/** The limits of warnings: what holds, others to be tried, and what was before. */
export function limitsPart(page: SettingsPage): Markup {
  const { limits, typed, publishes } = page;
  const stages = new Map(page.pipelines.flatMap((one) => one.stages.map(({ stageId, label }) => [stageId, label])));
  const own = typed?.part === 'limits' ? typed : null;
  return html`<section aria-labelledby="limits"><h2 id="limits" tabindex="-1">Limits of warnings</h2>
${own?.problem !== undefined && own.problem !== null && html`<p class="notice notice-problem" role="alert">${own.problem}</p>`}
${own?.tried?.part === 'limits' && trialPart({ page, draft: own.tried.draft, trial: own.tried.trial })}
${publishes && html`<details class="tools"${own !== null && html` open`}><summary>Try other limits</summary>${limitsForm(page)}</details>`}
${inForceList({ published: limits, wordsOf: ({ name, value }) => ({ name: limitName({ name, stages }), value: limitValue(value) }) })}
${historyPart({ page, part: 'limits', published: limits })}</section>`;
}

function limitsForm(page: SettingsPage): Markup {
  const said = page.fields.limits;
  function field({ name, label, most = 3650 }: { name: string; label: string; most?: number }): Markup {
    return html`<label>${label} <input name="${name}" type="number" inputmode="numeric" min="1" max="${most}" value="${said[name] ?? ''}"></label>`;
  }
  const days = field({ name: 'days', label: 'Days to look back', most: 365 });
  return html`<form method="post" action="/settings/limits/trial?tab=${page.tab}#limits">
<p class="quiet">An empty field is what Sophia brings. Nothing is in force before you have seen what it would have warned of.</p>
<div class="fields">${fields.map(field)}</div>
${page.pipelines.map(
  ({ label, stages }) =>
    html`<details class="tools"><summary>Days of stages: <bdi>${label}</bdi></summary><div class="fields">${stages.map(
      (stage) =>
        html`${field({ name: `quiet.${stage.stageId}`, label: `${stage.label}: quiet after days` })}${field({ name: `stuck.${stage.stageId}`, label: `${stage.label}: stuck after days` })}`,
    )}</div></details>`,
)}
<div class="fields">${days}</div>
<p><button type="submit">Try on history</button></p></form>`;
}

function trialPart({ page, draft, trial }: { page: SettingsPage; draft: string; trial: LimitsTried }): Markup {
  const { days, deals, unread, kinds, differences, unknownStages } = trial;
  return html`<div class="notice" role="status"><p><strong>Tried, not in force.</strong> ${
    deals === 0
      ? 'No deal was open in that time: there is no history to try it on.'
      : `${formatCount(deals, 'deal')} looked at, today and ${formatCount(days, 'day')} back: ${differences.length === 0 ? 'the same warnings as by the limits in force.' : `${formatCount(differences.length + trial.leftOut, 'difference')} from the limits in force.`}`
  }</p>
${unread > 0 && html`<p>The activities of ${formatCount(unread, 'deal')} were not read from the CRM yet: of what has not happened there, nothing is told.</p>`}
${unknownStages.length > 0 && html`<p>No pipeline of deals has a stage with the id ${unknownStages.join(', ')}: these limits hold for nothing.</p>`}
${deals > 0 && kindsTable(kinds)}
${publishForm({ page, part: 'limits', draft, version: trial.replaces })}
${differenceList({ page, trial })}</div>`;
}

function kindsTable(kinds: LimitsTried['kinds']): Markup {
  return html`<div class="wide" role="group" aria-label="Deals warned of" tabindex="0"><table class="sums"><thead><tr><th scope="col">Warning</th><th scope="col" class="number">Deals, now → by yours</th><th scope="col" class="number">Today</th></tr></thead><tbody>${kinds.map(
    ({ title, before, after }) =>
      html`<tr><th scope="row">${title}</th><td class="number">${before.deals} → ${after.deals}</td><td class="number">${before.today} → ${after.today}</td></tr>`,
  )}</tbody></table></div>`;
}

const effects = {
  raised: 'would be warned of',
  cleared: 'would not be warned of',
  severity: 'would be taken otherwise',
};

function differenceList({
  page: { workspaceId },
  trial: { differences, leftOut },
}: {
  page: SettingsPage;
  trial: LimitsTried;
}): Fragment {
  if (differences.length === 0) return null;
  const more = leftOut + Math.max(0, differences.length - shownDifferences);
  const rows = differences.slice(0, shownDifferences).map(
    ({
      recordId,
      deal,
      title,
      effect,
      days,
      firstDay,
      lastDay,
      today,
      explanation,
      because,
    }) => html`<li class="gap"><p class="call-title" dir="auto"><a href="/deals/${encodeURIComponent(workspaceId)}/${encodeURIComponent(recordId)}">${deal ?? recordId}</a> ${effects[effect]}: ${title}</p>
<p class="call-facts">${firstDay === lastDay ? firstDay : `${formatCount(days, 'day')} from ${firstDay} to ${lastDay}`}${today && ', also today'}</p>
<p class="call-facts" dir="auto">${explanation}${because !== null && html` ${effect === 'raised' ? 'By the limits in force' : 'By yours'}: ${because}`}</p></li>
`,
  );
  return html`<details class="tools" open><summary>The differences, deal by deal</summary><ul class="calls">${rows}</ul>
${more > 0 && html`<p class="quiet">${formatCount(more, 'more difference')}: sophia warnings try, or POST /api/v1/warnings/trial, tells up to 500.</p>`}</details>`;
}
