import type { SimulatorTools } from '../kit/index.ts';
import { userIdOf } from './call-filter.ts';
import type { GongCall, GongState } from './state.ts';

/** Gong's `CallBasicData`, the `metaData` of the other endpoints. Its page is here, not at Gong, which knows no such call. */
export function basicCall(
  call: GongCall,
  { state, url }: Pick<SimulatorTools<GongState>, 'state' | 'url'>,
): Record<string, unknown> {
  const isExternal = call.parties.some(({ affiliation }) => affiliation === 'External');
  const primaryUserId = userIdOf(state, call.primaryEmployeeKey);
  return {
    id: call.gongId,
    url: `${url}/call?id=${call.gongId}`,
    title: call.title,
    scheduled: call.scheduledAt,
    started: call.startedAt,
    duration: Math.round(call.durationMs / 1000),
    ...(primaryUserId === null ? {} : { primaryUserId }),
    direction: call.direction,
    system: call.system,
    scope: isExternal ? 'External' : 'Internal',
    media: call.direction === 'Conference' ? 'Video' : 'Audio',
    language: 'eng',
    workspaceId: call.gongWorkspaceId,
    sdrDisposition: null,
    clientUniqueId: null,
    customData: null,
    purpose: null,
    meetingUrl: call.direction === 'Conference' ? `https://meet.example/${call.gongId}` : null,
    isPrivate: call.isPrivate,
    calendarEventId: call.direction === 'Conference' ? `${call.gongId}@calendar.example` : null,
    ...(state.settings.unknownFields ? { fieldOfALaterVersion: { since: 2 } } : {}),
  };
}
