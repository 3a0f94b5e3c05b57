import type { Answer, Exchange } from '../kit/index.ts';
import { gongAnswer, gongError } from './gong-answer.ts';
import type { GongState } from './state.ts';

const since = '2025-01-06T09:00:00Z';

/** `GET /v2/workspaces` */
export function listWorkspaces(exchange: Exchange<GongState>): Answer {
  return gongAnswer(exchange, { workspaces: exchange.state.workspaces });
}

/** `GET /v2/settings/trackers`; every workspace has the same ones. */
export function listTrackers(exchange: Exchange<GongState>): Answer {
  const { state, query } = exchange;
  const wanted = query.get('workspaceId');
  const workspaces = state.workspaces.filter(({ id }) => wanted === null || id === wanted);
  if (workspaces.length === 0) return gongError(exchange, { status: 404, errors: ['Workspace not found'] });
  const keywordTrackers = workspaces.flatMap((workspace) =>
    state.trackers.map(({ id, name, keywords }) => ({
      trackerId: id,
      trackerName: name,
      workspaceId: workspace.id,
      languageKeywords: [{ language: 'eng', keywords, includeRelatedForms: true }],
      affiliation: 'Anyone',
      partOfQuestion: false,
      saidAt: 'Anytime',
      saidAtInterval: null,
      saidAtUnit: null,
      saidInTopics: [],
      saidInCallParts: [],
      filterQuery: '{"type":"And","filters":[]}',
      created: since,
      creatorUserId: null,
      updated: since,
      updaterUserId: null,
    })),
  );
  return gongAnswer(exchange, { keywordTrackers });
}
