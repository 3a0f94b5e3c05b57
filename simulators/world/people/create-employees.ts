import { addDays } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import type { Employee } from '../schema.ts';

const domain = 'tidewaterledger.example';

/** What is peculiar about how a person sells. */
export type Habit = 'steady' | 'talks_much' | 'no_next_steps' | 'late_crm';

interface Person {
  readonly name: readonly [string, string];
  readonly title: string;
  readonly role: Employee['role'];
  readonly manager: string | null;
  readonly timeZone: string;
  /** Local parts or whole addresses where a vendor knows another one; "none" where it does not know the person. */
  readonly gong?: string;
  /** Never of somebody who owns deals: approvers are known by the address of the CRM. */
  readonly slack?: string;
  readonly hubspot?: 'none';
  /** Days before today. */
  readonly leftDaysAgo?: number;
}

const eastern = 'America/New_York';
const central = 'America/Chicago';
const western = 'America/Los_Angeles';

const staff: readonly Person[] = [
  {
    name: ['Howard', 'Lindqvist'],
    title: 'Chief Executive Officer',
    role: 'executive',
    manager: null,
    timeZone: central,
    gong: 'none',
  },
  { name: ['Lena', 'Brandt'], title: 'Vice President of Sales', role: 'manager', manager: 'howard', timeZone: central },
  {
    name: ['Maya', 'Okafor'],
    title: 'Senior Account Executive',
    role: 'representative',
    manager: 'lena',
    timeZone: central,
  },
  {
    name: ['Daniel', 'Reyes'],
    title: 'Account Executive',
    role: 'representative',
    manager: 'lena',
    timeZone: eastern,
    gong: 'd.reyes@tidewaterledger.example',
  },
  {
    name: ['Jonah', 'Whitfield'],
    title: 'Account Executive',
    role: 'representative',
    manager: 'lena',
    timeZone: 'America/Denver',
  },
  {
    name: ['Tessa', 'Malone'],
    title: 'Account Executive',
    role: 'representative',
    manager: 'lena',
    timeZone: western,
    gong: 'tessa@tidewaterledger.example',
  },
  {
    name: ['Owen', 'Pratt'],
    title: 'Sales Development Representative',
    role: 'representative',
    manager: 'lena',
    timeZone: eastern,
    slack: 'owen.p@tidewaterpay.example',
  },
  {
    name: ['Priya', 'Natarajan'],
    title: 'Solutions Engineer',
    role: 'representative',
    manager: 'lena',
    timeZone: eastern,
    slack: 'priya.n@tidewaterledger.example',
  },
  { name: ['Tom', 'Hadley'], title: 'Onboarding Lead', role: 'customer_success', manager: 'howard', timeZone: central },
  {
    name: ['Beatrice', 'Lockhart'],
    title: 'Customer Success Manager',
    role: 'customer_success',
    manager: 'tom',
    timeZone: western,
    gong: 'bea.lockhart@tidewaterledger.example',
    slack: 'bea@tidewaterledger.example',
  },
  {
    name: ['Marcus', 'Webb'],
    title: 'Support Engineering Lead',
    role: 'customer_success',
    manager: 'tom',
    timeZone: central,
    hubspot: 'none',
  },
  {
    name: ['Ines', 'Carrow'],
    title: 'Revenue Operations Manager',
    role: 'revenue_operations',
    manager: 'lena',
    timeZone: central,
    gong: 'none',
    slack: 'ines@tidewaterledger.example',
  },
  {
    name: ['Kyle', 'Strand'],
    title: 'Account Executive',
    role: 'representative',
    manager: 'lena',
    timeZone: eastern,
    slack: 'none',
    leftDaysAgo: 41,
  },
  {
    name: ['Nadia', 'Ferro'],
    title: 'Account Executive',
    role: 'representative',
    manager: 'lena',
    timeZone: western,
    leftDaysAgo: 18,
  },
];

/** The people of the seller. Keys are first names. */
export function createEmployees({ random, today }: { random: Random; today: string }): Employee[] {
  return staff.map((person, index) => {
    const [firstName, lastName] = person.name;
    const email = `${firstName}.${lastName}@${domain}`.toLowerCase();
    const gongEmail = person.gong === 'none' ? null : (person.gong ?? email);
    const slackEmail = person.slack === 'none' ? null : (person.slack ?? email);
    return {
      key: firstName.toLowerCase(),
      firstName,
      lastName,
      email,
      otherEmails: [...new Set([gongEmail, slackEmail])]
        .filter((other) => other !== null && other !== email)
        .map(String),
      gongEmail,
      slackEmail,
      title: person.title,
      role: person.role,
      managerKey: person.manager,
      timeZone: person.timeZone,
      phone: person.role === 'representative' ? `+1 312 555 01${10 + index}` : null,
      gongUserId: gongEmail === null ? null : digits(random, 19),
      hubspotOwnerId: person.hubspot === 'none' ? null : digits(random, 9),
      hubspotUserId: person.hubspot === 'none' ? null : digits(random, 8),
      slackUserId: slackEmail === null ? null : slackId(random, 'U'),
      leftAt: person.leftDaysAgo === undefined ? null : `${addDays(today, -person.leftDaysAgo)}T22:00:00Z`,
    };
  });
}

export function habitOf(employeeKey: string): Habit {
  return employeeKey === 'daniel'
    ? 'talks_much'
    : employeeKey === 'jonah'
      ? 'no_next_steps'
      : employeeKey === 'tessa' || employeeKey === 'kyle'
        ? 'late_crm'
        : 'steady';
}

export function digits(random: Random, length: number): string {
  return Array.from({ length }, (_, index) => random.integer(index === 0 ? 1 : 0, 9)).join('');
}

export function slackId(random: Random, prefix: 'U' | 'C'): string {
  const characters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'];
  return `${prefix}0${Array.from({ length: 9 }, () => random.pick(characters)).join('')}`;
}
