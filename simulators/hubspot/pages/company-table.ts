import { html, type Markup } from '../../kit/index.ts';
import { visibleAssociations } from '../associations/associate.ts';
import { readProperty } from '../records/read-property.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import { ownerName, presentRecords, recordLink, recordTitle } from './record-title.ts';

const shown = 100;

export function companyTable(state: HubspotState): Markup {
  const all = presentRecords(state, 'companies');
  if (all.length === 0) return html`<p class="empty">The portal holds no company.</p>`;
  const companies = all.toSorted((first, second) => recordTitle(first).localeCompare(recordTitle(second)));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Companies"><table class="stacked">
<thead><tr><th scope="col">company</th><th scope="col">domain</th><th scope="col">owner</th>
<th scope="col" class="number">contacts</th><th scope="col" class="number">deals</th>
<th scope="col" class="number">leads</th></tr></thead>
<tbody>${companies.slice(0, shown).map(
    (company) => html`<tr><td class="wide">${recordLink(company)}</td>
<td>${readProperty(company, { name: 'domain' })}</td>
<td>${ownerName(state, readProperty(company, { name: 'hubspot_owner_id' }))}</td>
<td class="number" data-label="contacts">${tied(state, { company, toType: 'contacts' })}</td>
<td class="number" data-label="deals">${tied(state, { company, toType: 'deals' })}</td>
<td class="number" data-label="leads">${tied(state, { company, toType: 'leads' })}</td></tr>`,
  )}</tbody></table></div>
${all.length > shown ? html`<p class="soft">The first ${shown} of ${all.length}.</p>` : null}`;
}

function tied(state: HubspotState, asked: { company: CrmRecord; toType: 'contacts' | 'deals' | 'leads' }): number {
  const { company, toType } = asked;
  return visibleAssociations(state, { fromType: 'companies', fromId: company.id, toType }).length;
}
