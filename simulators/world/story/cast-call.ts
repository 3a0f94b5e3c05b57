import type { Random } from '../base/random.ts';
import type { Speaker } from '../scenes/draft.ts';
import type { Letter } from '../scenes/load-phrasings.ts';
import type { Contact, Employee } from '../schema.ts';
import type { PlannedCall, Story } from './story.ts';

/** One who takes part, as an employee or as a contact. */
export interface Participant extends Speaker {
  readonly speakerId: string;
  readonly employee: Employee | null;
  readonly contact: Contact | null;
}

export type Cast = ReadonlyMap<Letter, Participant>;

interface CastInput {
  readonly random: Random;
  readonly story: Story;
  readonly call: PlannedCall;
  readonly employees: readonly Employee[];
  readonly hasChampionLeft: boolean;
}

/** Who speaks: R leads for us, S helps, B is the one we mostly talk to, C somebody else of theirs. */
export function castCall({ random, story, call, employees, hasChampionLeft }: CastInput): Cast {
  const ids = speakerIds(random);
  function ours(key: string): Participant {
    const employee = findEmployee(employees, key);
    return { ...ids(), name: nameOf(employee), side: 'internal', employee, contact: null };
  }
  function theirs(contact: Contact): Participant {
    return { ...ids(), name: nameOf(contact), side: 'external', employee: null, contact };
  }
  const main = hasChampionLeft ? story.successor : story.champion;
  const buyer = call.kind === 'security_review' ? story.technical : main;
  const lead = leadOf({ story, call, employees });
  const cast = new Map<Letter, Participant>([
    ['R', ours(lead)],
    ['B', theirs(buyer)],
  ]);
  const helper = helperOf({ random, call });
  if (helper !== null && helper !== lead) {
    cast.set('S', ours(helper));
  }
  const second = call.kind === 'security_review' ? main : story.economicBuyer;
  const isSecondThere = call.kind === 'negotiation' || (call.kind !== 'cold_call' && random.chance(0.5));
  if (isSecondThere && !story.plots.has('single_threaded')) {
    cast.set('C', theirs(second));
  }
  return cast;
}

/** Whoever had the deal on that day; after the sale it is customer success. */
function leadOf({ story, call, employees }: Pick<CastInput, 'story' | 'call' | 'employees'>): string {
  if (call.kind === 'kickoff') {
    return 'tom';
  }
  if (call.kind === 'check_in' || call.kind === 'escalation') {
    return 'beatrice';
  }
  return call.kind === 'cold_call' ? 'owen' : sellerOn({ owner: story.owner, date: call.date, employees }).key;
}

/** The deals of those who left went to two others. */
export function sellerOn({
  owner,
  date,
  employees,
}: {
  owner: Employee;
  date: string;
  employees: readonly Employee[];
}): Employee {
  const hasLeft = owner.leftAt !== null && owner.leftAt.slice(0, 10) <= date;
  return hasLeft ? findEmployee(employees, owner.key === 'kyle' ? 'maya' : 'jonah') : owner;
}

export function findEmployee(employees: readonly Employee[], key: string): Employee {
  const employee = employees.find((one) => one.key === key);
  if (employee === undefined) {
    throw new Error(`Expected the employee "${key}", found only ${employees.map((one) => one.key).join(', ')}.`);
  }
  return employee;
}

function helperOf({ random, call }: { random: Random; call: PlannedCall }): string | null {
  const helpers: Partial<Record<PlannedCall['kind'], readonly [string, number]>> = {
    discovery: ['priya', 0.25],
    demo: ['priya', 0.85],
    security_review: ['priya', 1],
    negotiation: ['lena', 0.6],
    kickoff: ['priya', 0.8],
    escalation: ['marcus', 1],
  };
  const [key, likely] = helpers[call.kind] ?? ['', 0];
  return random.chance(likely) ? key : null;
}

function nameOf({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return `${firstName} ${lastName}`;
}

function speakerIds(random: Random): () => { speakerId: string } {
  return () => ({
    speakerId: Array.from({ length: 19 }, (_, index) => random.integer(index === 0 ? 1 : 0, 9)).join(''),
  });
}
