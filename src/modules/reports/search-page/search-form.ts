import { SearchKind, Side, TopicName } from '#contracts';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { IndexTab, SearchPage } from '../schema.ts';
import { sideLabels } from '../wording/labels.ts';

const kindsLabels: Readonly<Record<SearchKind, string>> = {
  call: 'calls',
  commitment: 'promises',
  decision: 'decisions',
  company: 'companies',
  contact: 'contacts',
  deal: 'deals',
  lead: 'leads',
  note: 'notes',
  document: 'documents',
};

/** The one line that searches everything of a workspace; it works without a script. */
export function searchBox({ tab, query }: { tab: IndexTab; query: string }): Markup {
  return html`<form class="search-box" action="/search" method="get" role="search">
<input type="hidden" name="tab" value="${tab}">
${queryLine(query)}
</form>`;
}

/** The same with the filters. */
export function searchForm({ tab, asked }: Pick<SearchPage, 'tab' | 'asked'>): Markup {
  return html`<form class="search-box" action="/search" method="get" role="search">
<input type="hidden" name="tab" value="${tab}">
${queryLine(asked.query)}
<fieldset class="search-filters"><legend>Look only</legend>
${textFilter({ name: 'account', label: 'About the account', value: asked.account })}
${textFilter({ name: 'deal', label: 'About the deal', value: asked.deal })}
${textFilter({ name: 'person', label: 'Where this person speaks', value: asked.person })}
<label>Where this side speaks <select name="side">${choice({ value: '', label: 'either side', chosen: asked.side ?? '' })}${Side.options.map(
    (side) => choice({ value: side, label: sideLabels[side], chosen: asked.side ?? '' }),
  )}</select></label>
<label>On the topic <select name="topic">${choice({ value: '', label: 'any', chosen: asked.topic ?? '' })}${TopicName.options.map(
    (topic) => choice({ value: topic, label: topic.replaceAll('_', ' '), chosen: asked.topic ?? '' }),
  )}</select></label>
<label>Among <select name="kind">${choice({ value: '', label: 'everything', chosen: asked.kind ?? '' })}${SearchKind.options.map(
    (kind) => choice({ value: kind, label: kindsLabels[kind], chosen: asked.kind ?? '' }),
  )}</select></label>
<label>From <input type="date" name="since" value="${asked.since ?? ''}"></label>
<label>To <input type="date" name="until" value="${asked.until ?? ''}"></label>
</fieldset>
</form>`;
}

function queryLine(query: string): Markup {
  return html`<div class="search-line"><label for="q">Search calls, records, notes and documents</label>
<input type="search" id="q" name="q" value="${query}" maxlength="1000" required autocomplete="off">
<button type="submit">Search</button></div>`;
}

function textFilter({ name, label, value }: { name: string; label: string; value: string | null }): Markup {
  return html`<label>${label} <input type="text" name="${name}" value="${value ?? ''}" maxlength="300" autocomplete="off"></label>`;
}

function choice({ value, label, chosen }: { value: string; label: string; chosen: string }): Fragment {
  return html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;
}
