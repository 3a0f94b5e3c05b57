import { TopicName } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import type { CallsFilter, IndexTab } from '../schema.ts';

const nothing: CallsFilter = { account: '', person: '', owner: '', topic: '', since: '', until: '' };

/** By what the list of calls can be narrowed; it is open where it is. */
export function callsFilterForm({
  tab,
  filter = nothing,
}: {
  tab: IndexTab;
  filter?: CallsFilter | undefined;
}): Markup {
  return html`<details class="call-filters"${isNarrowed(filter) && html` open`}><summary>Filter the calls</summary>
<form class="search-box" action="/" method="get" aria-label="Calls">
<input type="hidden" name="tab" value="${tab}">
<fieldset class="search-filters"><legend>Look only at calls</legend>
${textField({ name: 'account', label: 'About the account', value: filter.account })}
${textField({ name: 'person', label: 'With this person', value: filter.person })}
${textField({ name: 'owner', label: 'About a deal of', value: filter.owner })}
<label>On the topic <select name="topic"><option value="">any</option>${TopicName.options.map(
    (topic) =>
      html`<option value="${topic}"${topic === filter.topic && html` selected`}>${topic.replaceAll('_', ' ')}</option>`,
  )}</select></label>
<label>From <input type="date" name="since" value="${filter.since}"></label>
<label>To <input type="date" name="until" value="${filter.until}"></label>
<button type="submit">Show</button></fieldset>
${isNarrowed(filter) && html`<p><a href="/?tab=${tab}">Show all calls</a></p>`}
</form></details>`;
}

/** Whether something narrows the list. */
export function isNarrowed(filter: CallsFilter | undefined): boolean {
  return filter !== undefined && Object.values(filter).some((value) => value !== '');
}

function textField({ name, label, value }: { name: string; label: string; value: string }): Markup {
  return html`<label>${label} <input type="text" name="${name}" maxlength="300" autocomplete="off" value="${value}"></label>`;
}
