import { addDays } from './base/calendar.ts';
import { createRandom } from './base/random.ts';
import { addDuplicates } from './crm/add-duplicates.ts';
import { findContradictions } from './crm/find-contradictions.ts';
import { findWarnings } from './crm/find-warnings.ts';
import { customDealProperties, pipelines } from './crm/pipelines.ts';
import { type WrittenActivities, writeActivities } from './crm/write-activities.ts';
import { writeDeal } from './crm/write-deal.ts';
import { writeEmails } from './crm/write-emails.ts';
import { writeLeads } from './crm/write-leads.ts';
import { createChannels } from './people/create-channels.ts';
import { createEmployees } from './people/create-employees.ts';
import { loadPhrasings } from './scenes/load-phrasings.ts';
import type { Contact, World } from './schema.ts';
import { castStories, type Size } from './story/cast-stories.ts';
import { dressCall, gongWorkspaces } from './story/dress-call.ts';
import type { Story } from './story/story.ts';
import { type ToldStory, tellStory } from './story/tell-story.ts';

export interface WorldInput {
  readonly seed: string;
  /** The day the world is seen from, YYYY-MM-DD. */
  readonly today: string;
  /** `large` has three times the deals, calls of at least 1,500 words and some of 9,000. */
  readonly size?: Size;
}

const company = {
  name: 'Tidewater Ledger',
  domain: 'tidewaterledger.example',
  timeZone: 'America/Chicago',
  currency: 'USD',
} as const;

/** The fictitious company: the same seed, day and size give the same bytes. */
export function generateWorld({ seed, today, size = 'default' }: WorldInput): World {
  const random = createRandom(`${seed}/${size}`);
  const now = `${today}T08:00:00Z`;
  const employees = createEmployees({ random: random.fork('employees'), today });
  const { stories, companies, registry } = castStories({ random: random.fork('stories'), today, size, employees });
  const voices = { own: loadPhrasings('own'), outside: loadPhrasings('outside') };
  const told = tellAll({ stories, employees, today, size, voices });
  const inputs = told.map(({ story, telling }) => ({ story, calls: telling.calls, employees, now }));
  const calls = told.flatMap(({ telling }) => telling.calls.map(dressCall)).toSorted(byStart);
  const original = {
    accounts: nameChannels(companies.map(({ account }) => account)),
    contacts: settleContacts({ contacts: companies.flatMap(({ contacts }) => contacts), told, calls }),
    deals: inputs.filter(({ story }) => story.archetype.hasDeal).map(writeDeal),
  };
  const doubled = addDuplicates({ random: random.fork('duplicates'), today, ...original, registry });
  const written = told
    .map(({ telling }, index) => ({ input: inputs[index], promises: telling.promises }))
    .flatMap(({ input, promises }) =>
      input === undefined || input.story.archetype.account === 'unknown'
        ? []
        : [writeActivities({ ...input, promises })],
    );
  const activities = written
    .flatMap(({ activities: own }) => own)
    .toSorted((left, right) => left.at.localeCompare(right.at) || left.key.localeCompare(right.key));
  const departures = told.flatMap(({ telling }) => telling.departures);
  const parts = {
    deals: [...original.deals, ...doubled.deals],
    activities,
    calls: calls.filter(({ startedAt }) => startedAt < now),
    upcomingCalls: calls.filter(({ startedAt }) => startedAt >= now),
  };
  const led = writeLeads({ random: random.fork('leads'), now, employees, ...original, calls: parts.calls });
  const contradictions = findContradictions({ told, deals: original.deals });
  const mailed = writeEmails({ random: random.fork('emails'), now, ...original, calls: parts.calls, contradictions });
  return {
    seed,
    today,
    company: { ...company },
    gongWorkspaces: gongWorkspaces.map((workspace) => ({ ...workspace })),
    employees,
    accounts: [...original.accounts, ...doubled.accounts],
    contacts: [...original.contacts, ...doubled.contacts],
    pipelines,
    customDealProperties,
    ...parts,
    leads: led.leads,
    emails: mailed.emails,
    channels: createChannels({ random: random.fork('channels'), today, accounts: original.accounts, employees }),
    truth: {
      promises: told.flatMap(({ telling }) => telling.promises).map((promise) => settle({ promise, written })),
      contradictions,
      emailContradictions: mailed.truth,
      warnings: findWarnings({ ...parts, emails: mailed.emails, departures, today }),
      departures,
      duplicates: doubled.truth,
      leads: led.truth,
    },
  };
}

/** A promise of which no call speaks again may have been kept all the same. */
function settle({
  promise,
  written,
}: {
  promise: World['truth']['promises'][number];
  written: readonly WrittenActivities[];
}): World['truth']['promises'][number] {
  const found = written
    .flatMap(({ kept }) => kept)
    .find(({ commitmentKey }) => commitmentKey === promise.commitmentKey);
  return found === undefined ? promise : { ...promise, outcome: 'kept', shownInActivityKey: found.activityKey };
}

export interface Told {
  readonly story: Story;
  readonly telling: ToldStory;
}

interface TellInput extends Pick<Parameters<typeof tellStory>[0], 'employees' | 'today' | 'voices'> {
  readonly stories: readonly Story[];
  readonly size: Size;
}

/** Every third call speaks in the outside voice. */
function tellAll({ stories, size, ...shared }: TellInput): Told[] {
  const worldUse = new Map<string, number>();
  let count = 0;
  function nextVoice(): 'own' | 'outside' {
    count += 1;
    return count % 3 === 0 ? 'outside' : 'own';
  }
  function words(): number {
    return size === 'default' ? 0 : count % 12 === 0 ? 9000 : 1500;
  }
  return stories.map((story) => ({ story, telling: tellStory({ ...shared, story, worldUse, nextVoice, words }) }));
}

function byStart(left: { startedAt: string; key: string }, right: { startedAt: string; key: string }): number {
  return left.startedAt.localeCompare(right.startedAt) || left.key.localeCompare(right.key);
}

/** Twelve accounts have a channel of their own, customers first. */
function nameChannels(accounts: World['accounts']): World['accounts'] {
  const ranked = [...accounts.filter(({ isCustomer }) => isCustomer).slice(0, 7), ...accounts].map(({ key }) => key);
  const chosen = new Set([...new Set(ranked)].slice(0, 12));
  return accounts.map((account) =>
    chosen.has(account.key) ? { ...account, channelName: `acct-${account.key}` } : account,
  );
}

interface Settling {
  readonly contacts: readonly Contact[];
  readonly told: readonly Told[];
  readonly calls: World['calls'];
}

/** Who left, and when, is known once the calls are told. Whom the CRM does not know and nobody has met is not there. */
function settleContacts({ contacts, told, calls }: Settling): Contact[] {
  const left = new Map(
    told.flatMap(({ telling }) =>
      telling.departures.map(({ contactKey, toldInCallKey }) => {
        const date = telling.calls.find(({ call }) => call.key === toldInCallKey)?.call.date ?? '';
        return [contactKey, `${addDays(date, -8)}T21:00:00Z`];
      }),
    ),
  );
  const heard = new Set(calls.flatMap(({ parties }) => parties.map(({ contactKey }) => contactKey)));
  return contacts
    .filter(({ key, inCrmSince }) => inCrmSince !== null || heard.has(key))
    .map((contact) => ({ ...contact, leftAt: left.get(contact.key) ?? null }));
}
