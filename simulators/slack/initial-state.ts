import type { Employee, SlackChannel, World } from '../world/schema.ts';
import { botScopes, slackConstants } from './constants.ts';
import type { Channel, SlackState, Token, User } from './state.ts';

const { appToken, botToken, botUserId, teamId } = slackConstants;
const createdSeconds = 1_700_000_000;

/** The workspace of the world's company before anybody has written a word. */
export function initialState(world: World): SlackState {
  const domain = world.company.domain.split('.')[0] ?? 'example';
  const idOfKey = new Map(world.employees.flatMap(({ key, slackUserId }) => (slackUserId ? [[key, slackUserId]] : [])));
  return {
    team: { id: teamId, name: world.company.name, domain },
    mode: 'http',
    answersAt: null,
    patienceMs: 3000,
    users: [sophia(world), ...world.employees.flatMap((employee) => toUser(employee) ?? [])],
    channels: world.channels.map((channel) => toChannel({ channel, idOfKey })),
    messages: [],
    views: [],
    tokens: initialTokens(),
    authorizationCodes: [],
    triggers: [],
    responseAddresses: [],
    files: [],
    scheduled: [],
    assistantThreads: [],
    lastTimestampMicros: 0,
    interactions: [],
  };
}

function initialTokens(): Token[] {
  return [
    { value: botToken, kind: 'bot', userId: botUserId, scopes: [...botScopes], revoked: false },
    { value: appToken, kind: 'app', userId: botUserId, scopes: ['connections:write'], revoked: false },
  ];
}

function sophia(world: World): User {
  return {
    id: botUserId,
    employeeKey: null,
    name: 'sophia',
    firstName: 'Sophia',
    lastName: '',
    email: null,
    title: '',
    phone: null,
    timeZone: world.company.timeZone,
    isBot: true,
    deactivated: false,
    updatedSeconds: createdSeconds,
  };
}

function toUser(employee: Employee): User | null {
  if (employee.slackUserId === null) return null;
  const email = employee.slackEmail ?? employee.email;
  return {
    id: employee.slackUserId,
    employeeKey: employee.key,
    name: (email.split('@')[0] ?? employee.firstName).toLowerCase(),
    firstName: employee.firstName,
    lastName: employee.lastName,
    email,
    title: employee.title,
    phone: employee.phone,
    timeZone: employee.timeZone,
    isBot: false,
    deactivated: employee.leftAt !== null,
    updatedSeconds: createdSeconds,
  };
}

function toChannel({ channel, idOfKey }: { channel: SlackChannel; idOfKey: Map<string, string> }): Channel {
  const members = channel.memberKeys.flatMap((key) => idOfKey.get(key) ?? []);
  const creator = members[0] ?? botUserId;
  const purpose = { value: channel.purpose, creator, lastSetSeconds: createdSeconds };
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.isPrivate ? 'private' : 'public',
    creator,
    createdSeconds,
    archived: channel.archivedAt !== null,
    topic: { value: '', creator: '', lastSetSeconds: 0 },
    purpose,
    memberIds: channel.botIsMember ? [...members, botUserId] : members,
    previousNames: [],
    bookmarks: [],
  };
}
