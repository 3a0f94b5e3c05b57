import type { Waterfall, WaterfallPart } from '#contracts';
import { formatCount, formatMoney, formatShortDay } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { ForecastPage } from '../schema.ts';

type Steps = Waterfall['currencies'][number];
type Entry = Waterfall['deals'][number];

const partNames: Readonly<Record<WaterfallPart, string>> = {
  new: 'New',
  reopened: 'Reopened',
  pulled_in: 'Pulled in from another time',
  increased: 'Grown',
  decreased: 'Shrunk',
  pushed_out: 'Slipped to another time',
  won: 'Won',
  lost: 'Lost',
  other: 'Other',
};

/** What led from the pipeline of one night to that of another, with the deals behind each number. */
export function waterfallPart({ waterfall, noWaterfall, workspaceId }: ForecastPage): Fragment {
  if (waterfall === null) {
    return noWaterfall === null
      ? null
      : html`<section aria-labelledby="changed"><h2 id="changed">What has changed</h2><p class="nothing">${noWaterfall}</p></section>`;
  }
  const { from, to, currencies, deals, more } = waterfall;
  return html`<section aria-labelledby="changed"><h2 id="changed">What has changed since ${formatShortDay(from.day, null)}</h2>
<p class="call-facts">Open deals that are to close in the period. The beginning and what changed add up to the end, to the cent.${from.origin === 'history' && html` The beginning is rebuilt from the history of the CRM.`}</p>
${
  currencies.length === 0
    ? html`<p class="nothing">No such deal was open at the end of ${formatShortDay(from.day, null)} or of ${formatShortDay(to.day, null)}.</p>`
    : currencies.map((steps) => currencySteps({ steps, waterfall, deals, workspaceId }))
}
${more > 0 && html`<p class="quiet">${formatCount(more, 'smaller change')} not listed here; the sums hold them.</p>`}</section>
`;
}

function currencySteps({
  steps: { currency, opening, parts, closing },
  waterfall: { from, to },
  deals,
  workspaceId,
}: {
  steps: Steps;
  waterfall: Waterfall;
  deals: readonly Entry[];
  workspaceId: string;
}): Markup {
  function isListed(part: WaterfallPart): boolean {
    return deals.some((entry) => entry.part === part && entry.currency === currency);
  }
  return html`<div class="wide" role="region" aria-label="Changes in ${currency}" tabindex="0"><table class="sums steps">
<thead><tr><th scope="col">${currency}</th><th scope="col" class="number">Deals</th><th scope="col" class="number">Amount</th></tr></thead>
<tbody>${stepRow({ name: `Open at the end of ${formatShortDay(from.day, null)}`, sums: opening, currency })}${parts.map(
    ({ part, ...sums }) =>
      stepRow({
        name: isListed(part) ? html`<a href="#${listId(currency, part)}">${partNames[part]}</a>` : partNames[part],
        sums,
        currency,
        isChange: true,
      }),
  )}${stepRow({ name: `Open at the end of ${formatShortDay(to.day, null)}`, sums: closing, currency })}</tbody></table></div>
${parts.length === 0 ? html`<p class="quiet">Nothing has changed.</p>` : parts.map(({ part }) => dealsBehind({ part, currency, deals, workspaceId }))}
`;
}

function stepRow({
  name,
  sums: { count, amountMinor },
  currency,
  isChange = false,
}: {
  name: Fragment;
  sums: Steps['opening'];
  currency: string;
  isChange?: boolean;
}): Markup {
  return html`<tr><th scope="row">${name}</th><td class="number">${count}</td><td class="number">${isChange ? signed(amountMinor, currency) : formatMoney(amountMinor, currency)}</td></tr>
`;
}

/** Its list has the id, so that a browser that is led there opens it. */
function dealsBehind({
  part,
  currency,
  deals,
  workspaceId,
}: {
  part: WaterfallPart;
  currency: string;
  deals: readonly Entry[];
  workspaceId: string;
}): Fragment {
  const own = deals.filter((entry) => entry.part === part && entry.currency === currency);
  if (own.length === 0) return null;
  return html`<details class="behind"><summary>${partNames[part]}: ${formatCount(own.length, 'change')}</summary><ul id="${listId(currency, part)}" tabindex="-1">${own.map(
    ({ recordId, deal, amountMinor, because }) =>
      html`<li><a href="/deals/${workspaceId}/${recordId}" dir="auto">${deal}</a> ${signed(amountMinor, currency)}, ${because}</li>`,
  )}</ul></details>
`;
}

function listId(currency: string, part: WaterfallPart): string {
  return `changed-${currency.toLowerCase()}-${part}`;
}

/** `+$50`, `−$100`: which way it goes. */
function signed(minor: number, currency: string): string {
  if (minor === 0) return formatMoney(0, currency);
  return `${minor > 0 ? '+' : '−'}${formatMoney(Math.abs(minor), currency)}`;
}
