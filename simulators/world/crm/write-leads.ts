import { addMs } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import type { Account, Call, Contact, Deal, Employee, Lead, PropertyChange, WorldTruth } from '../schema.ts';
import { findEmployee, sellerOn } from '../story/cast-call.ts';
import { endOf } from './warning-rules.ts';

const hourMs = 3_600_000;

/** The stages that HubSpot's own pipeline of leads has, by the names of their ids. */
const stagePaths = {
  new: ['new-stage-id'],
  attempting: ['new-stage-id', 'attempting-stage-id'],
  connected: ['new-stage-id', 'attempting-stage-id', 'connected-stage-id'],
  qualified: ['new-stage-id', 'connected-stage-id', 'qualified-stage-id'],
  disqualified: ['new-stage-id', 'attempting-stage-id', 'unqualified-stage-id'],
} as const;

/** The quietest companies without an open deal, the quietest first. */
const quietPaths = ['disqualified', 'disqualified', 'connected', 'attempting', 'new', 'new'] as const;
const qualifiedCount = 2;

interface LeadsInput {
  readonly random: Random;
  /** What would happen after this instant has not happened. */
  readonly now: string;
  readonly employees: readonly Employee[];
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
  readonly deals: readonly Deal[];
  readonly calls: readonly Call[];
}

interface WrittenLeads {
  readonly leads: Lead[];
  readonly truth: WorldTruth['leads'];
}

interface Plan {
  readonly contact: Contact;
  readonly account: Account;
  readonly type: 'NEW BUSINESS' | 'UPSELL' | 'RE-ATTEMPTING';
  readonly path: keyof typeof stagePaths;
  readonly createdAt: string;
  /** When the last stage of the path was reached, where something else decides that. */
  readonly endsAt?: string;
  readonly callKeys: readonly string[];
  readonly dealKey: string | null;
}

/** Who has spoken to us without a deal, and a few others: still open, become a deal, or given up. */
export function writeLeads(input: LeadsInput): WrittenLeads {
  const heard = planHeard(input);
  const others = [...planQuiet(input), ...planQualified(input)];
  const plans = [...heard, ...others].filter(({ createdAt }) => createdAt <= input.now);
  return {
    leads: plans.map((plan) => writeLead({ ...input, plan })),
    truth: plans.map(({ contact, path, callKeys, dealKey }) => ({
      leadKey: keyOf(contact),
      contactKey: contact.key,
      state: path === 'qualified' || path === 'disqualified' ? path : 'open',
      callKeys: [...callKeys],
      dealKey,
    })),
  };
}

/** The calls of a company without any deal belong to the leads of those who spoke in them. */
function planHeard({ random, now, accounts, contacts, deals, calls }: LeadsInput): Plan[] {
  const withDeal = new Set(deals.map(({ accountKey }) => accountKey));
  return accounts
    .filter(({ key }) => !withDeal.has(key))
    .flatMap((account) =>
      peopleOf({ account, contacts, now }).flatMap((contact): Plan[] => {
        const heard = calls.filter(
          ({ accountKey, parties }) =>
            accountKey === account.key &&
            parties.some(({ contactKey, speakerId }) => contactKey === contact.key && speakerId !== null),
        );
        const [first] = heard;
        if (first === undefined) return [];
        const known = latest([endOf(first), contact.inCrmSince ?? '']);
        return [
          {
            contact,
            account,
            type: typeFor(account),
            path: 'connected',
            createdAt: notAfter(now, { after: known, hours: random.integer(1, 20) }),
            callKeys: heard.map(({ key }) => key),
            dealKey: null,
          },
        ];
      }),
    );
}

/** At companies whose deals are all closed, once those have rested for a while. */
function planQuiet({ random, now, accounts, contacts, deals, calls }: LeadsInput): Plan[] {
  const quiet = accounts
    .flatMap((account) => {
      const own = deals.filter(({ accountKey }) => accountKey === account.key);
      const onDeals = new Set(own.flatMap(({ contactKeys }) => contactKeys));
      const people = peopleOf({ account, contacts, now });
      const contact = people.find(({ key }) => !onDeals.has(key)) ?? people[0];
      if (own.length === 0 || !own.every(isClosed) || contact === undefined) return [];
      const ends = calls.filter(({ accountKey }) => accountKey === account.key).map(endOf);
      const changes = own.flatMap((deal) => deal.changes.map(({ at }) => at));
      return [{ account, contact, since: latest([...ends, ...changes, contact.inCrmSince ?? '']) }];
    })
    .toSorted((left, right) => left.since.localeCompare(right.since));
  return quiet.slice(0, quietPaths.length).map(({ account, contact, since }, place) => ({
    contact,
    account,
    type: typeFor(account),
    path: quietPaths[place] ?? 'new',
    createdAt: notAfter(now, { after: since, hours: random.integer(20, 70) }),
    callKeys: [],
    dealKey: null,
  }));
}

/** The lead was there before the deal, and was qualified as the deal was made. */
function planQualified({ random, now, accounts, contacts, deals }: LeadsInput): Plan[] {
  const found = random.shuffle(deals.filter(({ kind }) => kind === 'new_business')).flatMap((deal): Plan[] => {
    const account = accounts.find(({ key }) => key === deal.accountKey);
    const createdAt = addMs(deal.createdAt, -random.integer(70, 200) * hourMs);
    const people = account === undefined ? [] : peopleOf({ account, contacts, now });
    const contact = people.find(
      ({ key, inCrmSince }) => deal.contactKeys.includes(key) && (inCrmSince ?? '') < createdAt,
    );
    if (account === undefined || contact === undefined || !isOpen(deal)) return [];
    const endsAt = deal.createdAt;
    const path = 'qualified' as const;
    return [{ contact, account, type: 'NEW BUSINESS', path, createdAt, endsAt, callKeys: [], dealKey: deal.key }];
  });
  return found.slice(0, qualifiedCount);
}

/** Whom the CRM knows on that day and who is still there. */
function peopleOf(asked: { account: Account; contacts: readonly Contact[]; now: string }): Contact[] {
  const midnight = `${asked.now.slice(0, 10)}T00:00:00Z`;
  return asked.contacts.filter(
    ({ accountKey, inCrmSince, leftAt }) =>
      accountKey === asked.account.key && leftAt === null && inCrmSince !== null && inCrmSince <= midnight,
  );
}

function writeLead({ random, now, employees, plan }: LeadsInput & { plan: Plan }): Lead {
  const { contact, account, path, type, createdAt, endsAt } = plan;
  const owner = sellerOn({ owner: findEmployee(employees, account.ownerKey), date: now.slice(0, 10), employees });
  const person = `${contact.firstName} ${contact.lastName}`;
  const stages = stagePaths[path];
  const label = path === 'disqualified' ? 'COLD' : random.pick(path === 'new' ? ['WARM', 'COLD'] : ['HOT', 'WARM']);
  function change(at: string, [property, value]: readonly [string, string]): PropertyChange {
    return { at, property, value, source: 'CRM_UI', employeeKey: owner.key };
  }
  const changes = [
    change(createdAt, ['hs_lead_type', type]),
    change(createdAt, ['hs_lead_label', label]),
    change(createdAt, ['hs_pipeline_stage', stages[0]]),
  ];
  let at = createdAt;
  for (const [place, stage] of stages.slice(1).entries()) {
    const isLast = place === stages.length - 2;
    at = isLast && endsAt !== undefined ? endsAt : notAfter(now, { after: at, hours: random.integer(2, 24) });
    changes.push(change(at, ['hs_pipeline_stage', stage]));
  }
  return {
    key: keyOf(contact),
    accountKey: account.key,
    contactKey: contact.key,
    name: random.chance(0.5) ? person : `${person} – ${account.name}`,
    ownerKey: owner.key,
    changes,
    createdAt,
  };
}

function keyOf(contact: Contact): string {
  return `${contact.key}/lead`;
}

function typeFor({ isCustomer }: Account): Plan['type'] {
  return isCustomer ? 'UPSELL' : 'RE-ATTEMPTING';
}

/** So many hours later, or less where that would lie ahead. */
function notAfter(now: string, { after, hours }: { after: string; hours: number }): string {
  const at = addMs(after, hours * hourMs);
  return at <= now ? at : addMs(after, Math.max(0, Math.floor((Date.parse(now) - Date.parse(after)) / 2)));
}

function latest(instants: readonly string[]): string {
  return instants.reduce((last, instant) => (Date.parse(instant) > Date.parse(last) ? instant : last));
}

function isClosed(deal: Deal): boolean {
  return !isOpen(deal);
}

function isOpen({ changes }: Deal): boolean {
  const stage = changes.findLast(({ property }) => property === 'dealstage')?.value ?? '';
  return !/^(closed|renewed|churned)/.test(stage);
}
