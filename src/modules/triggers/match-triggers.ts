import type { Trigger, TriggeredStart } from './schema.ts';

/** No source has a longer id of a call, and none another form. */
const callId = /^\d{1,20}$/;

/** What an event starts: what each rule says whose fields it has. Of the event nothing is taken but the id of a call. */
export function matchTriggers({ triggers, event }: { triggers: readonly Trigger[]; event: unknown }): TriggeredStart[] {
  return triggers.filter(({ when }) => isMet({ when, event })).map((trigger) => startOf({ trigger, event }));
}

function isMet({ when, event }: { when: Trigger['when']; event: unknown }): boolean {
  return Object.entries(when).every(([path, wanted]) => {
    const found = valueAt({ event, path });
    return Array.isArray(wanted) ? wanted.some((one) => one === found) : wanted === found;
  });
}

function startOf({ trigger, event }: { trigger: Trigger; event: unknown }): TriggeredStart {
  const { name, start } = trigger;
  if (start !== 'take-in-call') return { trigger: name, start, call: null };
  const found = valueAt({ event, path: trigger.call });
  return { trigger: name, start, call: typeof found === 'string' && callId.test(found) ? found : null };
}

function valueAt({ event, path }: { event: unknown; path: string }): unknown {
  let value = event;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Object.entries(value).find(([known]) => known === name)?.[1];
  }
  return value;
}
