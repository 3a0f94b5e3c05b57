import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { findCalls, isReady } from './call-filter.ts';
import { gongAnswer, gongError } from './gong-answer.ts';
import { interactionFigures } from './interaction-figures.ts';
import { describeProblems } from './list-calls.ts';
import { pageOf } from './page-of.ts';
import type { GongCall, GongState, GongUser } from './state.ts';

const Question = z.looseObject({
  cursor: z.string().nullish(),
  filter: z.looseObject({
    fromDate: z.iso.date(),
    toDate: z.iso.date(),
    userIds: z.array(z.string()).nullish(),
  }),
});

/** `POST /v2/stats/interaction`: for each person, the mean over the calls that they spoke in. */
export function interactionStats(exchange: Exchange<GongState>): Answer {
  const parsed = Question.safeParse(exchange.body);
  if (!parsed.success) return gongError(exchange, { status: 400, errors: describeProblems(parsed.error) });
  const { cursor, filter } = parsed.data;
  const { state, now } = exchange;
  const { timeZone } = state.company;
  const fromDateTime = midnight(filter.fromDate, timeZone);
  const toDateTime = midnight(filter.toDate, timeZone);
  if (fromDateTime >= toDateTime) {
    return gongError(exchange, { status: 400, errors: ['fromDate must be before toDate'] });
  }
  const calls = findCalls(exchange, { fromDateTime, toDateTime }).filter((call) => isReady(call, now));
  const people = state.users
    .filter(({ id }) => filter.userIds?.includes(id) ?? true)
    .flatMap((user) => statsOf(user, calls))
    .toSorted((left, right) => (left.userId < right.userId ? -1 : 1));
  const page = pageOf({ exchange, items: people, keyOf: ({ userId }) => userId, cursor, question: ['stats', filter] });
  if (!page.ok) return gongError(exchange, { status: 400, errors: [page.error] });
  if (page.items.length === 0) {
    return gongError(exchange, { status: 404, errors: ['No stats found for the specified period'] });
  }
  return gongAnswer(exchange, {
    records: page.records,
    peopleInteractionStats: page.items,
    timeZone,
    fromDateTime,
    toDateTime,
  });
}

function statsOf(user: GongUser, calls: readonly GongCall[]) {
  const figures = calls.flatMap((call) => {
    const party = call.parties.find(({ employeeKey }) => employeeKey === user.key);
    return party === undefined || party.speakerId === null ? [] : [interactionFigures(call, party.speakerId).stats];
  });
  const [first] = figures;
  if (first === undefined) return [];
  const personInteractionStats = first.map(({ name }, place) => {
    const sum = figures.reduce((total, stats) => total + (stats[place]?.value ?? 0), 0);
    return { name, value: Math.round((sum / figures.length) * 1000) / 1000 };
  });
  return [{ userId: user.id, userEmailAddress: user.email, personInteractionStats }];
}

/** The instant at which a day begins in a time zone. */
function midnight(date: string, timeZone: string): string {
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  const guessMs = utcMs - offsetMs(utcMs, timeZone);
  return new Date(utcMs - offsetMs(guessMs, timeZone)).toISOString();
}

function offsetMs(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instantMs);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/u.exec(name);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}
