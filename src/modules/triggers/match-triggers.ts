import { slot, type Trigger, type TriggeredStart } from './schema.ts';
import { valueAt } from './value-at.ts';

/** No source has a longer id of a call or a deal, and none another form. */
const vendorId = /^\d{1,20}$/;

const longestValue = 200;

/** What an event starts: what each rule says whose fields it has. Of the event nothing is taken but what a rule names. */
export function matchTriggers({ triggers, event }: { triggers: readonly Trigger[]; event: unknown }): TriggeredStart[] {
  return triggers
    .filter(({ enabled, when }) => enabled && isMet({ when, event }))
    .map((trigger) => startOf({ trigger, event }));
}

function isMet({ when, event }: { when: Trigger['when']; event: unknown }): boolean {
  return Object.entries(when).every(([path, wanted]) => {
    const found = valueAt({ event, path });
    return Array.isArray(wanted) ? wanted.some((one) => one === found) : wanted === found;
  });
}

function startOf({ trigger, event }: { trigger: Trigger; event: unknown }): TriggeredStart {
  const { name, start } = trigger;
  switch (start) {
    case 'take-in-call':
      return { trigger: name, start, call: idAt({ event, path: trigger.call }) };
    case 'send-brief':
      return { trigger: name, start, deal: idAt({ event, path: trigger.deal }) };
    case 'send-message':
      return { trigger: name, start, to: trigger.to, text: fillIn({ text: trigger.text, event }) };
    case 'sync-calls':
    case 'sync-crm':
      return { trigger: name, start, call: null };
  }
}

function idAt({ event, path }: { event: unknown; path: string }): string | null {
  const found = valueAt({ event, path });
  return typeof found === 'string' && vendorId.test(found) ? found : null;
}

/** Null where the event lacks a value: a sentence with a hole in it might say the opposite. */
function fillIn({ text, event }: { text: string; event: unknown }): string | null {
  let isWhole = true;
  const filled = text.replaceAll(slot, (_, path: string) => {
    const words = wordsOf(valueAt({ event, path }));
    isWhole &&= words !== '';
    return words;
  });
  return isWhole ? filled.replaceAll(/\s+/g, ' ') : null;
}

/** On one line and short, without signs that cannot be seen; empty where it is no word and no number. */
function wordsOf(value: unknown): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return '';
  const signs = [
    ...String(value)
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim(),
  ];
  return signs.length > longestValue ? `${signs.slice(0, longestValue - 1).join('')}…` : signs.join('');
}
