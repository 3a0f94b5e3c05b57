import type { SimulatorRoute } from '../kit/index.ts';
import { extensiveCalls } from './extensive-calls.ts';
import { interactionStats } from './interaction-stats.ts';
import { getCall, listCalls } from './list-calls.ts';
import { listTrackers, listWorkspaces } from './list-trackers.ts';
import { listTranscripts } from './list-transcripts.ts';
import type { GongState } from './state.ts';
import { extensiveUsers, getUser, listUsers } from './users.ts';

/** Every address of Gong that there is here. `coverage.ts` says who judges each of them. */
export const gongRoutes: readonly SimulatorRoute<GongState>[] = [
  { method: 'GET', path: '/v2/calls', handler: listCalls },
  { method: 'GET', path: '/v2/calls/:id', handler: getCall },
  { method: 'POST', path: '/v2/calls/extensive', readOnly: true, handler: extensiveCalls },
  { method: 'POST', path: '/v2/calls/transcript', readOnly: true, handler: listTranscripts },
  { method: 'GET', path: '/v2/users', handler: listUsers },
  { method: 'GET', path: '/v2/users/:id', handler: getUser },
  { method: 'POST', path: '/v2/users/extensive', readOnly: true, handler: extensiveUsers },
  { method: 'GET', path: '/v2/workspaces', handler: listWorkspaces },
  { method: 'GET', path: '/v2/settings/trackers', handler: listTrackers },
  { method: 'POST', path: '/v2/stats/interaction', readOnly: true, handler: interactionStats },
];
