import { html, inspectorParts, type Markup, page, type SimulatorRoute, type SimulatorTools } from '../kit/index.ts';
import { ObjectType } from './object-types.ts';
import { companyTable } from './pages/company-table.ts';
import { dealBoard } from './pages/deal-board.ts';
import { listPage } from './pages/list-page.ts';
import { pageStyle } from './pages/page-style.ts';
import { recordPage } from './pages/record-page.ts';
import { presentIds } from './pages/record-title.ts';
import type { HubspotState } from './state.ts';

/** Further pages of the inspector. */
export const hubspotPages: readonly SimulatorRoute<HubspotState>[] = [
  { method: 'GET', path: '/_inspector/:objectType', handler: listPage },
  { method: 'GET', path: '/_inspector/:objectType/:id', handler: recordPage },
];

/** What the portal holds: how much of each, its companies, its deals by stage. */
export function inspector(tools: SimulatorTools<HubspotState>): Markup {
  const { state } = tools;
  const dayText = state.usage.count === 1 ? '1 request' : `${state.usage.count} requests`;
  return page({
    title: 'HubSpot',
    lead: html`The simulator that stands in for the HubSpot portal of ${state.portal.name}, at <code>${tools.url}</code>.`,
    style: pageStyle,
    content: html`<dl class="facts">
${ObjectType.options.map(
  (objectType) => html`<div><dt>${objectType.charAt(0).toUpperCase()}${objectType.slice(1)}</dt>
<dd><a href="/_inspector/${objectType}">${presentIds(state, objectType).length}</a></dd></div>`,
)}
<div><dt>Owners</dt><dd>${state.owners.length}</dd></div>
<div><dt>Search index</dt><dd>${state.searchLagMs === 0 ? 'up to date' : `${state.searchLagMs / 1000} s behind`}</dd></div>
<div><dt>Today</dt><dd>${dayText}</dd></div>
</dl>
<h2>Deals</h2>
${dealBoard(state)}
<h2>Companies</h2>
${companyTable(state)}
${inspectorParts(tools)}`,
  });
}
