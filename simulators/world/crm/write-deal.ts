import { addDays, addMs, toInstant } from '../base/calendar.ts';
import { crmMoney, roundTo } from '../base/money.ts';
import type { Random } from '../base/random.ts';
import { habitOf } from '../people/create-employees.ts';
import type { CallKind, Deal, Employee, PropertyChange } from '../schema.ts';
import { findEmployee, sellerOn } from '../story/cast-call.ts';
import { type ProductKey, products } from '../story/create-facts.ts';
import type { Story } from '../story/story.ts';
import type { ToldCall } from '../story/tell-story.ts';
import { renewalPipelineId, salesPipelineId } from './pipelines.ts';

export interface DealInput {
  readonly story: Story;
  readonly calls: readonly ToldCall[];
  readonly employees: readonly Employee[];
  /** Changes after this instant have not happened. */
  readonly now: string;
}

const hourMs = 3_600_000;

const stageAfter: Partial<Record<CallKind, string>> = {
  discovery: 'qualifiedtobuy',
  demo: 'presentationscheduled',
  pricing: 'decisionmakerboughtin',
  negotiation: 'contractsent',
  lost: 'closedlost',
};

const renewalStageAfter: Partial<Record<CallKind, string>> = { renewal: 'renewal_discussion', lost: 'churned' };

const shortNames: Readonly<Record<ProductKey, string>> = {
  pay: 'Pay',
  recover: 'Recover',
  both: 'Pay + Recover',
  insight: 'Insight',
};

/** The deal with the whole history of its properties, changed by people as they are: at once, late, or hardly. */
export function writeDeal(input: DealInput): Deal {
  const { story, now } = input;
  const random = story.random.fork('deal');
  const closed = closing({ ...input, random });
  const closedAt = closed[0]?.at ?? now;
  const open = [
    ...creation({ ...input, random }),
    ...pushes({ ...input, random }),
    ...afterCalls({ ...input, random }),
  ];
  const changes = [...open.filter(({ at }) => at <= closedAt), ...closed]
    .filter(({ at }) => at <= now)
    .toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
  const ownerId = changes.findLast(({ property }) => property === 'hubspot_owner_id')?.value;
  return {
    key: story.key,
    accountKey: story.account.key,
    name: dealName(story),
    pipelineId: pipelineOf(story),
    kind: story.archetype.kind,
    ownerKey: input.employees.find(({ hubspotOwnerId }) => hubspotOwnerId === ownerId)?.key ?? story.owner.key,
    contactKeys: [story.champion, ...(story.plots.has('single_threaded') ? [] : [story.economicBuyer])]
      .filter(({ inCrmSince }) => inCrmSince !== null)
      .map(({ key }) => key),
    changes,
    createdAt: story.createdAt,
    archivedAt: null,
    duplicateOfKey: null,
  };
}

type Part = DealInput & { readonly random: Random };

function dealName({ account, facts, archetype }: Story): string {
  return archetype.kind === 'renewal' ? `${account.name} - Renewal` : `${account.name} - ${shortNames[facts.product]}`;
}

function pipelineOf({ archetype }: Story): string {
  return archetype.kind === 'renewal' ? renewalPipelineId : salesPipelineId;
}

export function crmDay(date: string): string {
  return `${date}T00:00:00Z`;
}

function creation({ story, random, employees }: Part): PropertyChange[] {
  const { facts, archetype, owner } = story;
  const isRenewal = archetype.kind === 'renewal';
  const source = isRenewal
    ? 'AUTOMATION_PLATFORM'
    : random.pick(['CRM_UI', 'CRM_UI', 'INTEGRATION', 'IMPORT', 'API'] as const);
  const creator = source === 'CRM_UI' ? owner.key : null;
  const amount = isRenewal ? facts.renewUnit * facts.units * 12 : roundTo(facts.unitPrice * facts.units * 12, 100_000);
  const isClosed = /^(closed|renewed|churned)/.test(archetype.stage);
  const firstClose = story.plots.has('pushed')
    ? addDays(story.crm.closeDate, -52)
    : isClosed
      ? addDays(story.createdAt.slice(0, 10), 60)
      : story.crm.closeDate;
  const values: Readonly<Record<string, string>> = {
    dealname: dealName(story),
    pipeline: pipelineOf(story),
    dealstage: isRenewal ? 'renewal_upcoming' : 'appointmentscheduled',
    closedate: crmDay(firstClose),
    dealtype: archetype.kind === 'new_business' ? 'newbusiness' : 'existingbusiness',
    hubspot_owner_id: findEmployee(employees, owner.key).hubspotOwnerId ?? '',
    deal_currency_code: 'USD',
    unit_count: String(facts.units),
    description: `${products[facts.product]} for ${facts.units} units on ${facts.software}`,
    ...(archetype.name === 'new' ? {} : { amount: crmMoney(amount) }),
  };
  const created = Object.entries(values).map(
    ([property, value]): PropertyChange => ({
      at: story.createdAt,
      property,
      value,
      source,
      employeeKey: creator,
    }),
  );
  const priority = {
    at: addMs(story.createdAt, 4000),
    property: 'hs_priority',
    value: random.pick(['low', 'medium', 'high']),
  };
  return [...created, { ...priority, source: 'AUTOMATION_PLATFORM', employeeKey: null }];
}

/** A close date that is moved again and again, up to where it stands today. */
function pushes({ story, random, now }: Part): PropertyChange[] {
  if (!story.plots.has('pushed')) {
    return [];
  }
  return [2, 1, 0].map((back) => ({
    at: addMs(now, -(3 + back * 9) * 24 * hourMs - random.integer(1, 9) * hourMs),
    property: 'closedate',
    value: crmDay(addDays(story.crm.closeDate, -back * 18)),
    source: 'CRM_UI',
    employeeKey: story.owner.leftAt === null ? story.owner.key : 'ines',
  }));
}

function afterCalls({ story, calls, random, employees, now }: Part): PropertyChange[] {
  const past = calls.filter(({ call }) => !call.isUpcoming);
  const handover = handoverChange({ story, employees, now });
  return [
    ...past.flatMap((told, index) => {
      const seller = sellerOn({ owner: story.owner, date: told.call.date, employees });
      const at = addMs(startOf(told), told.endMs + lagMs({ random, employeeKey: seller.key }));
      const person = { at, source: 'CRM_UI' as const, employeeKey: seller.key };
      return valuesAfter({ story, told, isLast: index === past.length - 1, next: calls[index + 1] }).map(
        ([property, value]) =>
          property === 'amount' && random.chance(0.5)
            ? { ...person, property, value, source: 'INTEGRATION' as const, employeeKey: null }
            : { ...person, property, value },
      );
    }),
    ...handover,
  ];
}

interface After {
  readonly story: Story;
  readonly told: ToldCall;
  readonly isLast: boolean;
  readonly next: ToldCall | undefined;
}

function valuesAfter({ story, told, isLast, next }: After): [string, string][] {
  const { facts, crm, archetype } = story;
  const { kind } = told.call;
  const values: [string, string][] = [];
  const stages = archetype.kind === 'renewal' ? renewalStageAfter : stageAfter;
  const stage = kind === 'check_in' && archetype.kind === 'expansion' ? 'qualifiedtobuy' : stages[kind];
  if (stage !== undefined) {
    values.push(['dealstage', stage]);
  }
  if (kind === 'pricing') {
    values.push(['amount', crmMoney(facts.unitPrice * facts.units * 12)]);
  }
  if (kind === 'negotiation' && story.contradiction !== 'amount') {
    values.push(['amount', crmMoney(facts.discountUnit * facts.units * 12)]);
  }
  if (
    crm.competitor !== null &&
    (told.truth.competitors.length > 0 || (isLast && story.contradiction === 'competitor'))
  ) {
    values.push(['main_competitor', crm.competitor.toLowerCase()]);
  }
  if (kind === 'lost') {
    values.push(['closedate', crmDay(told.call.date)], ['closed_lost_reason', lostReason(story)]);
    values.push(['closed_lost_category', story.competitor === null ? 'no_decision' : 'competitor']);
  }
  const planned = next === undefined ? undefined : nextStepNames[next.call.kind];
  const step = isLast ? (crm.nextStep ?? planned) : planned;
  return [...values, ['hs_next_step', step ?? '']];
}

const nextStepNames: Partial<Record<CallKind, string>> = {
  demo: 'Demo',
  pricing: 'Walk through the proposal',
  security_review: 'Security review',
  negotiation: 'Terms call',
  kickoff: 'Kickoff',
  renewal: 'Renewal conversation',
  escalation: 'Call about the incident',
  lost: 'Decision call',
};

function lostReason({ competitor, facts }: Story): string {
  return competitor === null
    ? 'No budget this year'
    : `Went with ${competitor}, cheaper on paper, native link to ${facts.software}`;
}

function closing({ story, calls, random, employees }: Part): PropertyChange[] {
  const { archetype } = story;
  const decided = calls.findLast(
    ({ call }) => call.kind === (archetype.stage === 'closedwon' ? 'negotiation' : 'renewal'),
  );
  if ((archetype.stage !== 'closedwon' && archetype.stage !== 'renewed') || decided === undefined) {
    return [];
  }
  const at = addMs(startOf(decided), random.integer(50, 76) * hourMs);
  const seller = sellerOn({ owner: story.owner, date: decided.call.date, employees });
  const values = [
    ['dealstage', archetype.stage],
    ['closedate', crmDay(at.slice(0, 10))],
    ['hs_next_step', ''],
  ] as const;
  return values.map(([property, value]) => ({ at, property, value, source: 'CRM_UI', employeeKey: seller.key }));
}

/** Of those who left, Nadia's deals were handed on by revenue operations and Kyle's were forgotten. */
function handoverChange({ story, employees, now }: Pick<Part, 'story' | 'employees' | 'now'>): PropertyChange[] {
  const { owner } = story;
  if (owner.key !== 'nadia' || owner.leftAt === null || owner.leftAt > now) {
    return [];
  }
  const value = findEmployee(employees, 'jonah').hubspotOwnerId ?? '';
  const at = addMs(owner.leftAt > story.createdAt ? owner.leftAt : story.createdAt, 20 * hourMs);
  return [{ at, property: 'hubspot_owner_id', value, source: 'CRM_UI', employeeKey: 'ines' }];
}

function lagMs({ random, employeeKey }: { random: Random; employeeKey: string }): number {
  return habitOf(employeeKey) === 'late_crm' ? random.integer(70, 190) * hourMs : random.integer(5, 240) * 60_000;
}

export function startOf({ call, story }: ToldCall): string {
  return toInstant({ date: call.date, minute: call.minute, timeZone: story.account.timeZone });
}
