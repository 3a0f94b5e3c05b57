import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { gongAnswer, gongError } from './gong-answer.ts';
import { describeProblems } from './list-calls.ts';
import { pageOf } from './page-of.ts';
import type { GongState, GongUser } from './state.ts';

const noUsers = 'No users found corresponding to the provided filters';
const createdAt = '2025-01-06T09:00:00Z';
const Moment = z.iso.datetime({ offset: true }).nullish();
const Question = z.looseObject({
  cursor: z.string().nullish(),
  filter: z.looseObject({
    createdFromDateTime: Moment,
    createdToDateTime: Moment,
    includeAvatars: z.boolean().nullish(),
    userIds: z.array(z.string()).nullish(),
  }),
});

/** `GET /v2/users` */
export function listUsers(exchange: Exchange<GongState>): Answer {
  const cursor = exchange.query.get('cursor');
  return usersPage({ exchange, users: exchange.state.users, cursor, question: ['users'] });
}

/** `POST /v2/users/extensive` */
export function extensiveUsers(exchange: Exchange<GongState>): Answer {
  const parsed = Question.safeParse(exchange.body);
  if (!parsed.success) return gongError(exchange, { status: 400, errors: describeProblems(parsed.error) });
  const { cursor, filter } = parsed.data;
  const fromMs = Date.parse(filter.createdFromDateTime ?? '1970-01-01T00:00:00Z');
  const toMs = Date.parse(filter.createdToDateTime ?? '9999-01-01T00:00:00Z');
  const createdMs = Date.parse(createdAt);
  const isInRange = createdMs >= fromMs && createdMs < toMs;
  const users = exchange.state.users.filter(({ id }) => isInRange && (filter.userIds?.includes(id) ?? true));
  return usersPage({ exchange, users, cursor, question: ['users', filter] });
}

/** `GET /v2/users/{id}` */
export function getUser(exchange: Exchange<GongState>): Answer {
  const user = exchange.state.users.find(({ id }) => id === exchange.parameters['id']);
  if (user === undefined) return gongError(exchange, { status: 404, errors: ['User not found'] });
  return gongAnswer(exchange, { user: shownUser(user, exchange) });
}

function usersPage(input: {
  exchange: Exchange<GongState>;
  users: readonly GongUser[];
  cursor: string | null | undefined;
  question: unknown;
}): Answer {
  const { exchange, users, cursor, question } = input;
  const items = users.toSorted((left, right) => (userKey(left) < userKey(right) ? -1 : 1));
  const page = pageOf({ exchange, items, keyOf: userKey, cursor, question });
  if (!page.ok) return gongError(exchange, { status: 400, errors: [page.error] });
  if (page.items.length === 0) return gongError(exchange, { status: 404, errors: [noUsers] });
  return gongAnswer(exchange, {
    records: page.records,
    users: page.items.map((user) => shownUser(user, exchange)),
  });
}

function userKey({ id }: GongUser): string {
  return id.padStart(20, '0');
}

function shownUser(user: GongUser, { now, state }: Exchange<GongState>): Record<string, unknown> {
  const isActive = user.leftAt === null || Date.parse(user.leftAt) > now.getTime();
  return {
    id: user.id,
    emailAddress: user.email,
    created: createdAt,
    active: isActive,
    emailAliases: user.aliases,
    trustedEmailAddress: null,
    firstName: user.firstName,
    lastName: user.lastName,
    title: user.title,
    phoneNumber: user.phone,
    extension: null,
    personalMeetingUrls: [],
    settings: {
      webConferencesRecorded: isActive,
      preventWebConferenceRecording: false,
      telephonyCallsImported: isActive,
      emailsImported: false,
      preventEmailImport: true,
      nonRecordedMeetingsImported: false,
      gongConnectEnabled: false,
    },
    managerId: user.managerId,
    meetingConsentPageUrl: null,
    spokenLanguages: [{ language: 'en-US', primary: true }],
    ...(state.settings.unknownFields ? { fieldOfALaterVersion: true } : {}),
  };
}
