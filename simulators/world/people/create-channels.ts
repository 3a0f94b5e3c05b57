import { addDays } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import type { Account, Employee, SlackChannel } from '../schema.ts';
import { slackId } from './create-employees.ts';

interface ChannelsInput {
  readonly random: Random;
  readonly today: string;
  readonly accounts: readonly Account[];
  readonly employees: readonly Employee[];
}

const teams: readonly (readonly [string, string, 'open' | 'private'])[] = [
  ['sales', 'Everything that sells', 'open'],
  ['sales-wins', 'Ring the bell', 'open'],
  ['deal-desk', 'Discounts and terms that need a yes', 'private'],
  ['revops', 'CRM, reports and who broke the import', 'open'],
  ['customer-success', 'Onboarding and care of customers', 'open'],
  ['escalations', 'Customers who are not happy, today', 'open'],
  ['general', 'The whole company', 'open'],
  ['competitors', 'What we hear about the others', 'open'],
];

/** Twenty channels: eight of teams, twelve of accounts, one of those archived. */
export function createChannels({ random, today, accounts, employees }: ChannelsInput): SlackChannel[] {
  const members = employees
    .filter(({ slackUserId, leftAt }) => slackUserId !== null && leftAt === null)
    .map(({ key }) => key);
  const team = teams.map(([name, purpose, visibility]) => ({
    id: slackId(random, 'C'),
    name,
    purpose,
    isPrivate: visibility === 'private',
    memberKeys: visibility === 'private' ? members.slice(0, 4) : members,
    archivedAt: null,
    botIsMember: ['sales', 'escalations', 'deal-desk', 'sales-wins'].includes(name),
  }));
  const own = accounts
    .filter(({ channelName }) => channelName !== null)
    .map(({ name, channelName, ownerKey }, index) => ({
      id: slackId(random, 'C'),
      name: channelName ?? '',
      purpose: `All about ${name}`,
      isPrivate: index === 1,
      memberKeys: [...new Set([ownerKey, 'lena', 'tom'])].filter((key) => members.includes(key)),
      archivedAt: index === 11 ? `${addDays(today, -20)}T17:00:00Z` : null,
      botIsMember: index < 7,
    }));
  return [...team, ...own];
}
