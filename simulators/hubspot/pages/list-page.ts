import { type Answer, type Exchange, formatInstant, html, page, renderPage } from '../../kit/index.ts';
import { findObjectType } from '../object-types.ts';
import { readProperty } from '../records/read-property.ts';
import type { HubspotState } from '../state.ts';
import { pageStyle } from './page-style.ts';
import { ownerName, presentRecords, recordLink } from './record-title.ts';

const shown = 200;

/** All records of a type, what changed last on top. */
export function listPage({ state, parameters }: Exchange<HubspotState>): Answer {
  const back = { href: '/', label: 'The portal' };
  const objectType = findObjectType(parameters['objectType'] ?? '');
  if (objectType === null) {
    return { ...renderPage(page({ title: 'No such kind of record', lead: '', back, content: html`` })), status: 404 };
  }
  const all = presentRecords(state, objectType);
  const records = all.toSorted((first, second) => second.updatedAtMs - first.updatedAtMs).slice(0, shown);
  const title = `${objectType.charAt(0).toUpperCase()}${objectType.slice(1)}`;
  const content =
    records.length === 0
      ? html`<p class="empty">There are none.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="stacked">
<thead><tr><th scope="col">record</th><th scope="col">owner</th><th scope="col">changed</th><th scope="col">id</th></tr></thead>
<tbody>${records.map(
          (record) => html`<tr><td class="wide">${recordLink(record)}</td>
<td>${ownerName(state, readProperty(record, { name: 'hubspot_owner_id' }))}</td>
<td>${formatInstant(record.updatedAtMs)}</td><td><code>${record.id}</code></td></tr>`,
        )}</tbody></table></div>`;
  const lead = all.length > shown ? `The ${shown} of ${all.length} that changed last.` : `${all.length} in all.`;
  return renderPage(page({ title, lead, back, style: pageStyle, content }));
}
