import { addDays } from '../base/calendar.ts';
import { roundTo } from '../base/money.ts';
import type { Random } from '../base/random.ts';
import type { Account, Contact } from '../schema.ts';
import { firstNames, lastNames, places } from './names.ts';

interface AccountInput {
  readonly random: Random;
  readonly today: string;
  readonly name: string;
  readonly ownerKey: string;
  readonly isCustomer: boolean;
  /** Counts what has been handed out in the world: telephone numbers, names of people. */
  readonly registry: Registry;
}

export interface Registry {
  readonly usedNames: Set<string>;
  phones: number;
}

export interface AccountWithPeople {
  readonly account: Account;
  /** Champion, economic buyer and technical buyer first; there may be more. */
  readonly contacts: readonly Contact[];
}

const titles = {
  champion: ['Controller', 'Director of Operations', 'Vice President of Operations', 'Director of Finance'],
  economic_buyer: ['Chief Financial Officer', 'Owner', 'Chief Operating Officer', 'Managing Partner'],
  technical: ['Director of IT', 'IT Manager', 'Systems Administrator'],
  user: ['Property Accountant', 'Accounts Receivable Manager', 'Regional Manager', 'Assistant Controller'],
  blocker: ['Regional Vice President', 'Director of Leasing'],
  legal: ['General Counsel', 'Contracts Manager'],
} as const;

export function createAccount(input: AccountInput): AccountWithPeople {
  const { random, today, name, ownerKey, isCustomer, registry } = input;
  const key = slugOf(name);
  const [city, state, timeZone] = random.pick(places);
  const units = roundTo(
    random.pick([380, 640, 900, 1200, 1850, 2400, 3100, 4200, 5600, 7800]) * (0.85 + random.fraction() * 0.3),
    20,
  );
  const createdAt = `${addDays(today, -random.integer(isCustomer ? 260 : 95, isCustomer ? 800 : 300))}T15:${10 + random.integer(0, 49)}:00Z`;
  const account: Account = {
    key,
    name,
    domain: `${key.replaceAll('-', '')}.example`,
    city,
    state,
    timeZone,
    units,
    segment: units < 1000 ? 'small' : units < 3500 ? 'mid' : 'large',
    industry: random.chance(0.85) ? 'REAL_ESTATE' : 'COMMERCIAL_REAL_ESTATE',
    phone: random.chance(0.8) ? nextPhone(registry) : null,
    ownerKey,
    isCustomer,
    createdAt,
    channelName: null,
    duplicateOfKey: null,
  };
  const roles = [
    'champion',
    'economic_buyer',
    'technical',
    ...(random.chance(0.25) ? (['user'] as const) : []),
  ] as const;
  return { account, contacts: roles.map((role) => createContact({ random, account, role, registry, today })) };
}

interface ContactInput {
  readonly random: Random;
  readonly account: Account;
  readonly role: keyof typeof titles;
  readonly registry: Registry;
  readonly today: string;
}

export function createContact({ random, account, role, registry, today }: ContactInput): Contact {
  const { firstName, lastName } = nextName({ random, registry, company: account.key });
  const local = random.pick([
    `${firstName}.${lastName}`,
    `${firstName.charAt(0)}${lastName}`,
    `${firstName}${lastName.charAt(0)}`,
    `${firstName}.${lastName}`,
  ]);
  return {
    key: `${account.key}/${firstName}-${lastName}`.toLowerCase(),
    accountKey: account.key,
    firstName,
    lastName,
    email: role === 'user' && random.chance(0.3) ? null : `${local.toLowerCase()}@${account.domain}`,
    phone: random.chance(0.6) ? nextPhone(registry) : null,
    title: random.pick(titles[role]),
    buyingRole: role,
    inCrmSince: knownSince({ random, account, role, today }),
    leftAt: null,
    duplicateOfKey: null,
  };
}

/** Champions are in the CRM; some of the others are added late, and some never though they speak in calls. */
function knownSince({ random, account, role, today }: Omit<ContactInput, 'registry'>): string | null {
  if (role === 'champion' || random.chance(0.8)) {
    return account.createdAt;
  }
  return random.chance(0.6) ? null : `${addDays(today, -random.integer(3, 30))}T18:20:00Z`;
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-');
}

/** 100 numbers of an area code, then those of the next. */
export function nextPhone(registry: Registry): string {
  const areas = ['217', '316', '419', '515', '606', '712', '814', '919', '208', '971'];
  const area = areas[Math.floor(registry.phones / 100) % areas.length] ?? '217';
  const line = String(registry.phones % 100).padStart(2, '0');
  registry.phones += 1;
  return `+1 ${area} 555 01${line}`;
}

/** First names repeat across the world, but never within one company, and no full name twice. */
function nextName({ random, registry, company }: { random: Random; registry: Registry; company: string }) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const firstName = random.pick(firstNames);
    const lastName = random.pick(lastNames);
    const full = `${firstName} ${lastName}`;
    const atWork = `${company}: ${firstName}`;
    if (!registry.usedNames.has(full) && !registry.usedNames.has(atWork)) {
      registry.usedNames.add(full).add(atWork);
      return { firstName, lastName };
    }
  }
  throw new Error('Expected a name that nobody has yet, found none in 200 tries: add names to names.ts.');
}
