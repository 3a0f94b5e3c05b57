import { addDays, toWorkday } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import type { AccountWithPeople } from '../people/create-account.ts';
import { firstNames } from '../people/names.ts';
import type { Contact, Employee } from '../schema.ts';
import type { Archetype } from './archetypes.ts';
import { competitors, createFacts, type ProductKey } from './create-facts.ts';
import type { ContradictionKind, CrmView, PlannedCall, Plot, Story } from './story.ts';

interface StoryInput {
  readonly random: Random;
  readonly archetype: Archetype;
  /** Which of its archetype it is. */
  readonly index: number;
  readonly owner: Employee;
  readonly company: AccountWithPeople;
  readonly today: string;
}

const contradictionKinds: readonly ContradictionKind[] = ['closedate', 'amount', 'competitor', 'next', 'dealstage'];

export function planStory({ random, archetype, index, owner, company, today }: StoryInput): Story {
  const { account, contacts } = company;
  const key = `${account.key}/${archetype.name}`;
  const plots = choosePlots({ archetype, index });
  const calls = planCalls({ random: random.fork('calls'), archetype, key, today });
  const facts = createFacts({
    random: random.fork('facts'),
    units: account.units,
    product: chooseProduct({ random, archetype }),
    ...deadlines({ archetype, calls, today }),
  });
  const hasCompetitor =
    archetype.kind === 'new_business'
      ? random.chance(archetype.stage === 'closedlost' ? 0.8 : 0.7)
      : random.chance(0.3);
  const contradiction = plots.has('contradiction') ? chooseContradiction({ archetype, index }) : null;
  const competitor = hasCompetitor || contradiction === 'competitor' ? random.pick(competitors) : null;
  const champion = personIn({ contacts, role: 'champion' });
  const first = calls[0]?.date ?? addDays(today, -random.integer(10, 40));
  const createdOn = addDays(first, -random.integer(1, 6));
  return {
    key,
    archetype,
    account,
    contacts,
    champion,
    successor: contacts.find(({ buyingRole, key: other }) => buyingRole === null && other !== champion.key) ?? champion,
    economicBuyer: personIn({ contacts, role: 'economic_buyer' }),
    technical: personIn({ contacts, role: 'technical' }),
    owner,
    facts,
    competitor,
    accountant: random.pick(firstNames.filter((name) => contacts.every(({ firstName }) => firstName !== name))),
    plots,
    contradiction,
    calls,
    createdAt: `${createdOn}T16:${random.integer(10, 59)}:00Z`,
    crm: planCrm({
      random: random.fork('crm'),
      archetype,
      plots,
      competitor,
      contradiction,
      decisionDay: facts.decisionDay,
      createdOn,
      today,
    }),
    random,
  };
}

function personIn({ contacts, role }: { contacts: readonly Contact[]; role: Contact['buyingRole'] }): Contact {
  const contact = contacts.find(({ buyingRole }) => buyingRole === role);
  if (contact === undefined) {
    throw new Error(
      `Expected somebody with the buying role ${role} among ${contacts.map(({ key }) => key).join(', ')}.`,
    );
  }
  return contact;
}

/** Each deal of an archetype gets the next one or two of its plots, so that all of them occur whatever the seed. */
function choosePlots({ archetype, index }: { archetype: Archetype; index: number }): ReadonlySet<Plot> {
  if (archetype.name === 'silent') {
    return new Set(archetype.plots.filter((plot) => plot !== 'single_threaded' || index > 0));
  }
  const turn = archetype.plots[index % (archetype.plots.length + 1)];
  const isContradictory = archetype.plots.includes('contradiction') && index % 4 !== 3;
  return new Set([...(turn === undefined ? [] : [turn]), ...(isContradictory ? (['contradiction'] as const) : [])]);
}

function chooseContradiction({ archetype, index }: { archetype: Archetype; index: number }): ContradictionKind {
  const late = ['proposed', 'contracting', 'expanding'].includes(archetype.name);
  const kinds = contradictionKinds.filter(
    (kind) =>
      (kind !== 'dealstage' || late) && (!['competitor', 'next'].includes(kind) || archetype.kind === 'new_business'),
  );
  return kinds[(index + archetype.name.length) % kinds.length] ?? 'closedate';
}

function chooseProduct({ random, archetype }: { random: Random; archetype: Archetype }): ProductKey {
  return archetype.kind === 'expansion'
    ? random.pick(['recover', 'insight'])
    : random.pick(['pay', 'pay', 'recover', 'both', 'both']);
}

interface CallsInput {
  readonly random: Random;
  readonly archetype: Archetype;
  readonly key: string;
  readonly today: string;
}

/** A deal that is closed had its dates around its last calls, an open one has them ahead. */
function deadlines({
  archetype,
  calls,
  today,
}: {
  archetype: Archetype;
  calls: readonly PlannedCall[];
  today: string;
}) {
  const lastTalk = calls.findLast(({ kind, isUpcoming }) => kind !== 'kickoff' && !isUpcoming)?.date ?? today;
  return isClosed(archetype.stage)
    ? { from: addDays(lastTalk, -19), decisionDay: addDays(lastTalk, 8) }
    : { from: today, decisionDay: null };
}

function isClosed(stage: string): boolean {
  return /^(closed|renewed|churned)/.test(stage);
}

/** Counted back from today. Hours are those of the account's office. */
function planCalls({ random, archetype, key, today }: CallsInput): PlannedCall[] {
  const planned: PlannedCall[] = [];
  let date = addDays(today, -random.integer(...archetype.lastCall));
  for (const [back, kind] of archetype.calls.toReversed().entries()) {
    const position = archetype.calls.length - back;
    const workday = toWorkday(date) < today ? toWorkday(date) : addDays(toWorkday(date), -3);
    planned.unshift({
      key: `${key}/call-${position}`,
      kind,
      date: workday,
      minute: pickMinute(random),
      isUpcoming: false,
    });
    date = addDays(workday, -random.integer(7, 15));
  }
  const [kind, likely] = archetype.upcoming ?? ['check_in', 0];
  if (random.chance(likely)) {
    const ahead = toWorkday(addDays(today, random.integer(0, 9)));
    planned.push({
      key: `${key}/call-${planned.length + 1}`,
      kind,
      date: ahead,
      minute: pickMinute(random),
      isUpcoming: true,
    });
  }
  return planned;
}

function pickMinute(random: Random): number {
  return random.integer(9, 15) * 60 + random.pick([0, 0, 30]);
}

interface CrmInput {
  readonly random: Random;
  readonly archetype: Archetype;
  readonly plots: ReadonlySet<Plot>;
  readonly competitor: string | null;
  readonly contradiction: ContradictionKind | null;
  readonly decisionDay: string;
  readonly createdOn: string;
  readonly today: string;
}

const earlySteps = ['Send the final pricing', 'Book the pricing call'] as const;
const lateSteps = ['Send the contract', 'Send the order form', 'Book the signing call'] as const;

/** Except where the plot wants it otherwise, the CRM agrees with what the buyer says of the decision. */
function planCrm(input: CrmInput): CrmView {
  const { random, archetype, plots, competitor, contradiction, decisionDay, createdOn, today } = input;
  const passed = [addDays(today, -random.integer(2, 20)), addDays(createdOn, 1)].toSorted().at(-1) ?? today;
  const isEarly = archetype.stage === 'presentationscheduled';
  const others = competitors.filter((name) => name !== competitor);
  return {
    closeDate: plots.has('passed') ? passed : addDays(decisionDay, random.integer(0, 4)),
    competitor: contradiction === 'competitor' ? random.pick(others) : competitor,
    nextStep: contradiction === 'next' ? random.pick(isEarly ? earlySteps : lateSteps) : null,
  };
}
