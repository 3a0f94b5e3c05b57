import { formatCount, formatInstant } from '#platform/wording';
import { commandOfTab } from '../command-of-tab.ts';
import { actionForm } from '../markup/action-form.ts';
import { html, type Markup } from '../markup/html.ts';
import type { LedgerPage } from '../schema.ts';

/** What failed in every try: from where it came, what it is about, why, and how it is tried again. */
export function deadLettersPart({ deadLetters, retries, tab }: LedgerPage): Markup {
  const count = formatCount(deadLetters.length, 'event');
  return html`<section aria-labelledby="dead"><h2 id="dead">${count} could not be processed</h2>
<ul class="calls">${deadLetters.map((letter) => letterRow({ letter, retries, tab }))}</ul></section>`;
}

function letterRow({
  letter,
  retries,
  tab,
}: { letter: LedgerPage['deadLetters'][number] } & Pick<LedgerPage, 'retries' | 'tab'>): Markup {
  const { inboxId, source, kind, subject, address, problem, receivedAt, settledAt, attempts } = letter;
  const about = address === null ? html`${subject}` : html`<a href="${address}" rel="noreferrer">${subject}</a>`;
  return html`<li class="gap"><p class="call-title" dir="auto">${source} ${kind}: ${about}</p>
<p class="call-problem">${problem?.message ?? 'No cause was noted down.'}${problem !== null && html` <span class="action">${problem.action}</span>`}</p>
<dl class="facts">
<div><dt>Event</dt><dd>${inboxId}</dd></div>
<div><dt>First received</dt><dd>${formatInstant(receivedAt)}</dd></div>
<div><dt>Last tried</dt><dd>${settledAt === null ? '-' : formatInstant(settledAt)}</dd></div>
<div><dt>Attempts</dt><dd>${attempts}</dd></div>
</dl>
${
  retries
    ? actionForm({
        action: `/ledger/events/${encodeURIComponent(inboxId)}/retry?tab=${tab}`,
        label: 'Try again',
        of: `${kind} ${subject}`,
        says: null,
      })
    : html`<p class="quiet">Revenue operations or an administrator can have it tried again: <code>${commandOfTab(tab, `inbox retry ${inboxId}`)}</code></p>`
}</li>
`;
}
