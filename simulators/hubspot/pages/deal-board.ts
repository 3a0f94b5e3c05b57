import { html, type Markup } from '../../kit/index.ts';
import { readProperty } from '../records/read-property.ts';
import type { CrmRecord, HubspotState, Pipeline } from '../state.ts';
import { money, ownerName, presentRecords, recordLink } from './record-title.ts';

const shown = 6;

/** A column for each stage of each pipeline, the latest deals of it on top. */
export function dealBoard(state: HubspotState): Markup {
  const byStage = Map.groupBy(
    presentRecords(state, 'deals'),
    (deal) => `${readProperty(deal, { name: 'pipeline' })}/${readProperty(deal, { name: 'dealstage' })}`,
  );
  const pipelines = state.pipelines.deals.filter(({ archived }) => !archived);
  if (pipelines.length === 0) return html`<p class="empty">The portal has no pipeline.</p>`;
  const known = pipelines.flatMap(({ id, stages }) => stages.map((stage) => `${id}/${stage.id}`));
  const lost = [...byStage].filter(([key]) => !known.includes(key)).flatMap(([, deals]) => deals);
  return html`${pipelines.map((pipeline) => pipelineBoard(state, { pipeline, byStage }))}
${lost.length === 0 ? null : html`<h3>Without a stage that exists</h3>${column(state, { label: 'No stage', deals: lost })}`}`;
}

function pipelineBoard(
  state: HubspotState,
  { pipeline, byStage }: { pipeline: Pipeline; byStage: ReadonlyMap<string, CrmRecord[]> },
): Markup {
  const stages = pipeline.stages
    .filter(({ archived }) => !archived)
    .toSorted((first, second) => first.displayOrder - second.displayOrder);
  return html`<h3>${pipeline.label}</h3>
<div class="scroll pipeline" tabindex="0" role="region" aria-label="Deals of ${pipeline.label} by stage"><div class="board">
${stages.map(({ id, label }) => column(state, { label, deals: byStage.get(`${pipeline.id}/${id}`) ?? [] }))}
</div></div>`;
}

function column(state: HubspotState, { label, deals }: { label: string; deals: readonly CrmRecord[] }): Markup {
  const { currency } = state.portal;
  const total = deals.reduce((sum, deal) => sum + Number(readProperty(deal, { name: 'amount' }) ?? 0), 0);
  const latest = deals.toSorted((first, second) => second.updatedAtMs - first.updatedAtMs).slice(0, shown);
  return html`<section class="stage"><h3>${label}</h3>
<p>${deals.length === 1 ? '1 deal' : `${deals.length} deals`}${total > 0 ? `, ${money(String(total), currency)}` : ''}</p>
<ul>${latest.map(
    (deal) => html`<li>${recordLink(deal)}
<span>${money(readProperty(deal, { name: 'amount' }), currency)}</span>
<span>${ownerName(state, readProperty(deal, { name: 'hubspot_owner_id' }))}${closing(deal)}</span></li>`,
  )}</ul>
${deals.length > shown ? html`<p>The latest ${shown} of them.</p>` : null}</section>`;
}

function closing(deal: CrmRecord): string {
  const date = readProperty(deal, { name: 'closedate' });
  return date === null ? '' : `, closes ${date.slice(0, 10)}`;
}
