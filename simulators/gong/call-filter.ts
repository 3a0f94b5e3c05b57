import { z } from 'zod';
import type { Exchange } from '../kit/index.ts';
import type { GongCall, GongState } from './state.ts';

const Moment = z.iso.datetime({ offset: true });
const Id = z.string().regex(/^\d{1,20}$/u, 'an id is a string of up to 20 digits');

export const CallFilter = z.looseObject({
  fromDateTime: Moment.optional(),
  toDateTime: Moment.optional(),
  workspaceId: Id.optional(),
  callIds: z.array(Id).optional(),
  primaryUserIds: z.array(Id).optional(),
});
export type CallFilter = z.infer<typeof CallFilter>;

/** The calls that exist by now and fit the filter, by the time they started. */
export function findCalls({ state, now }: Exchange<GongState>, filter: CallFilter): GongCall[] {
  const from = filter.fromDateTime === undefined ? '' : new Date(filter.fromDateTime).toISOString();
  const to = filter.toDateTime === undefined ? '~' : new Date(filter.toDateTime).toISOString();
  const ids = filter.callIds === undefined ? null : new Set(filter.callIds);
  const hosts = filter.primaryUserIds === undefined ? null : new Set(filter.primaryUserIds);
  return state.calls
    .filter(
      (call) =>
        (ids === null || ids.has(call.gongId)) &&
        call.startedAt >= from &&
        call.startedAt < to &&
        hasEnded(call, now) &&
        (filter.workspaceId === undefined || filter.workspaceId === call.gongWorkspaceId) &&
        (hosts === null || hosts.has(userIdOf(state, call.primaryEmployeeKey) ?? '')),
    )
    .toSorted((left, right) => (callKey(left) < callKey(right) ? -1 : 1));
}

/** Sorts as calls started; the same for no two of them. */
export function callKey({ startedAt, gongId }: GongCall): string {
  return `${startedAt} ${gongId.padStart(20, '0')}`;
}

function hasEnded({ endedAt, hasVanished }: GongCall, now: Date): boolean {
  return !hasVanished && Date.parse(endedAt) <= now.getTime();
}

/** Whether its transcript and Gong's analysis are there. */
export function isReady(call: GongCall, now: Date): boolean {
  return hasEnded(call, now) && call.transcriptAt !== null && Date.parse(call.transcriptAt) <= now.getTime();
}

/** A call reaches `/v2/calls/extensive` a little after it ended, and no later than its transcript. */
export function isDetailed(input: { call: GongCall; state: GongState; now: Date }): boolean {
  const { call, state, now } = input;
  const isSettled = now.getTime() >= Date.parse(call.endedAt) + state.settings.extensiveDelayMs;
  return isReady(call, now) || (hasEnded(call, now) && isSettled);
}

export function userIdOf({ users }: GongState, employeeKey: string | null): string | null {
  return users.find(({ key }) => key === employeeKey)?.id ?? null;
}
