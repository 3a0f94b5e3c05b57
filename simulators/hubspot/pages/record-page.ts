import { type Answer, type Exchange, formatInstant, html, type Markup, page, renderPage } from '../../kit/index.ts';
import { visibleAssociations } from '../associations/associate.ts';
import { labelOf } from '../associations/labels.ts';
import { findObjectType, ObjectType, objectTypes } from '../object-types.ts';
import { optionsOf } from '../properties/options-of.ts';
import { readProperty } from '../records/read-property.ts';
import type { CrmRecord, HubspotState, PropertyVersion } from '../state.ts';
import { pageStyle } from './page-style.ts';
import { ownerName, recordLink, recordTitle } from './record-title.ts';

const shownTies = 100;

/** One record: every value with who set it and what stood there before, and what it is tied to. */
export function recordPage({ state, parameters }: Exchange<HubspotState>): Answer {
  const objectType = findObjectType(parameters['objectType'] ?? '');
  const record = objectType === null ? undefined : state.records[objectType][parameters['id'] ?? ''];
  if (record === undefined) {
    const back = { href: '/', label: 'The portal' };
    const missing = page({ title: 'No such record', lead: 'It may have vanished.', back, content: html`` });
    return { ...renderPage(missing), status: 404 };
  }
  const { singular } = objectTypes[record.objectType];
  return renderPage(
    page({
      title: recordTitle(record),
      lead: html`A ${singular}, <code>${record.id}</code>, made ${formatInstant(record.createdAtMs)}, changed ${formatInstant(record.updatedAtMs)} UTC.`,
      back: { href: `/_inspector/${record.objectType}`, label: `All ${record.objectType}` },
      style: pageStyle,
      content: html`${stateOf(record)}
<h2>Properties</h2>${propertyTable(state, record)}
${ObjectType.options.map((toType) => tiesOf(state, { record, toType }))}`,
    }),
  );
}

function stateOf(record: CrmRecord): Markup | null {
  if (record.mergedIntoId !== null) {
    return html`<p><span class="tag tag-mild">merged</span> into <a href="/_inspector/${record.objectType}/${record.mergedIntoId}">${record.mergedIntoId}</a></p>`;
  }
  if (record.archivedAtMs === null) return null;
  return html`<p><span class="tag tag-worry">archived</span> ${formatInstant(record.archivedAtMs)}</p>`;
}

function propertyTable(state: HubspotState, record: CrmRecord): Markup {
  const names = Object.keys(record.versions).toSorted();
  if (names.length === 0) return html`<p class="empty">No property has a value.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Properties"><table class="stacked">
<thead><tr><th scope="col">property</th><th scope="col">value</th><th scope="col">set</th><th scope="col">before</th></tr></thead>
<tbody>${names.map((name) => propertyRow(state, { record, name }))}</tbody></table></div>`;
}

function propertyRow(state: HubspotState, { record, name }: { record: CrmRecord; name: string }): Markup {
  const definition = state.properties[record.objectType][name];
  const versions = (record.versions[name] ?? []).toReversed();
  const [current, ...earlier] = versions;
  const isGone = definition === undefined || definition.archivedAtMs !== null;
  return html`<tr><td>${definition?.label ?? name} <span class="by"><code>${name}</code></span>
${isGone ? html`<span class="tag tag-worry">deleted</span>` : null}</td>
<td class="value">${valueText(state, { record, name, value: current?.value ?? '' })}</td>
<td>${current === undefined ? '' : setBy(state, current)}</td>
<td class="wide">${
    earlier.length === 0
      ? null
      : html`<details><summary>${earlier.length === 1 ? '1 value' : `${earlier.length} values`} before</summary>
<ol>${earlier.map(
          (version) =>
            html`<li>${valueText(state, { record, name, value: version.value })} <span class="by soft">${setBy(state, version)}</span></li>`,
        )}</ol></details>`
  }</td></tr>`;
}

/** An option by its label and its value; an owner by name. */
function valueText(
  state: HubspotState,
  { record, name, value }: { record: CrmRecord; name: string; value: string },
): Markup | string {
  if (value === '') return html`<span class="soft">(cleared)</span>`;
  if (name === 'hubspot_owner_id') return `${ownerName(state, value)} (${value})`;
  const { objectType } = record;
  const definition = state.properties[objectType][name];
  if (definition === undefined) return value;
  const option = optionsOf(state, { objectType, definition }).find((known) => known.value === value);
  return option === undefined || option.label === value ? value : `${option.label} (${value})`;
}

function setBy(state: HubspotState, { atMs, sourceType, sourceId, userId }: PropertyVersion): Markup {
  const owner = state.owners.find((known) => known.userId === userId);
  const who = owner === undefined ? (sourceId ?? '') : `${owner.firstName} ${owner.lastName}`;
  return html`${formatInstant(atMs)} <span class="by"><span class="tag ${sourceTone(sourceType)}">${sourceType}</span> ${who}</span>`;
}

/** A person's values stand out: those are the ones that nobody may overwrite unasked. */
function sourceTone(sourceType: PropertyVersion['sourceType']): string {
  if (sourceType === 'CRM_UI') return 'tag-good';
  return sourceType === 'INTEGRATION' ? 'tag-mild' : '';
}

function tiesOf(state: HubspotState, asked: { record: CrmRecord; toType: ObjectType }): Markup | null {
  const { record, toType } = asked;
  const ties = visibleAssociations(state, { fromType: record.objectType, fromId: record.id, toType });
  if (ties.length === 0) return null;
  return html`<h2>${toType.charAt(0).toUpperCase()}${toType.slice(1)}</h2>
<ul class="ties">${ties.slice(0, shownTies).map(({ toId, types }) => {
    const other = state.records[toType][toId];
    const labels = types.flatMap((type) => labelOf(state, type) ?? []);
    const when = other === undefined ? null : readProperty(other, { name: 'hs_timestamp' });
    return html`<li>${other === undefined ? toId : recordLink(other)} ${labels.map((label) => html`<span class="tag">${label}</span> `)}
${when === null ? null : html`<span class="soft">${formatInstant(when)}</span>`}</li>`;
  })}</ul>
${ties.length > shownTies ? html`<p class="soft">The first ${shownTies} of ${ties.length}.</p>` : null}`;
}
