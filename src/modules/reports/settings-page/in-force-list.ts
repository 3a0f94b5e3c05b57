import type { PublishedLimits, PublishedMethods, SettingInForce } from '#contracts';
import { formatInstant } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import type { SettingsPage } from './settings-page.ts';

type Part = 'limits' | 'methods';

const shownVersions = 10;

const sources = {
  sophia: html`<span class="tag">Sophia brings it</span>`,
  file: html`<span class="tag tag-mild">workspace.json</span>`,
  published: html`<span class="tag tag-good">published</span>`,
} as const satisfies Record<SettingInForce['from'], Markup>;

/** What holds of a part, and where each comes from. */
export function inForceList({
  published: { inForce, version, history },
  wordsOf,
}: {
  published: PublishedLimits | PublishedMethods;
  wordsOf: (setting: SettingInForce) => { readonly name: string; readonly value: string };
}): Markup {
  const [newest] = history;
  const who =
    newest === undefined
      ? 'Nobody has said anything here: it is what Sophia brings.'
      : `${newest.by} put it in force ${formatInstant(newest.at)}.`;
  const rows = inForce.map((setting) => {
    const { name, value } = wordsOf(setting);
    return html`<li class="call"><div class="call-main"><p class="call-title"><bdi>${name}</bdi> ${sources[setting.from]}</p>
<p class="call-facts" dir="auto">${value}</p></div></li>
`;
  });
  return html`<p class="call-facts"><bdi>${who}</bdi> Version <code title="${version}">${version.slice(0, 12)}</code>.</p>
<ul class="calls">${rows}</ul>`;
}

/** What was in force before; each can be put back, and at last what Sophia brings. */
export function historyPart({
  page,
  part,
  published: { history, version },
}: {
  page: SettingsPage;
  part: Part;
  published: PublishedLimits | PublishedMethods;
}): Markup | null {
  if (history.length === 0) return null;
  const former = history.slice(1, shownVersions + 1).filter((one) => one.version !== version);
  const rows = former.map(
    (
      one,
    ) => html`<li class="gap"><p class="call-title">Version <code title="${one.version}">${one.version.slice(0, 12)}</code></p>
<p class="call-facts">In force from ${formatInstant(one.at)}, by <bdi>${one.by}</bdi></p>
<details class="tools"><summary>What it says<span class="visually-hidden"> (version ${one.version.slice(0, 12)} of ${formatInstant(one.at)})</span></summary><pre tabindex="0">${JSON.stringify(one.settings, null, 2)}</pre></details>
${page.publishes && backForm({ page, part, version, number: one.number, label: 'Put it back in force', of: `version ${one.version.slice(0, 12)} of ${formatInstant(one.at)}` })}</li>
`,
  );
  const isBrought = Object.keys(history[0]?.settings ?? {}).length === 0;
  return html`<details class="tools"><summary>What was in force before<span class="visually-hidden">: ${part}</span></summary>
<ul class="calls">${rows}${!isBrought && html`<li class="gap"><p class="call-title">What Sophia brings</p>${page.publishes && backForm({ page, part, version, number: 0, label: 'Put it back in force', of: `what Sophia brings, ${part}` })}</li>`}</ul>
${history.length > shownVersions + 1 && html`<p class="quiet">There are more, before these: GET /api/v1/${part === 'limits' ? 'warnings/limits' : 'methods'} lists them.</p>`}</details>`;
}

function backForm({
  page: { tab },
  part,
  version,
  number,
  label,
  of,
}: {
  page: SettingsPage;
  part: Part;
  version: string;
  number: number;
  label: string;
  of: string;
}): Markup {
  return html`<form method="post" action="/settings/${part}/former?tab=${tab}#${part}"><input type="hidden" name="number" value="${number}"><input type="hidden" name="version" value="${version}"><button type="submit">${label}<span class="visually-hidden">: ${of}</span></button></form>`;
}

/** Puts in force what was tried, and nothing else. */
export function publishForm({
  page: { tab },
  part,
  draft,
  version,
}: {
  page: SettingsPage;
  part: Part;
  draft: string;
  version: string;
}): Markup {
  return html`<form method="post" action="/settings/${part}?tab=${tab}#${part}"><input type="hidden" name="draft" value="${draft}"><input type="hidden" name="version" value="${version}"><p><button type="submit">Put these ${part} in force</button> <span class="quiet">At once and in every process, over version ${version.slice(0, 12)}, which they were tried against.</span></p></form>`;
}
