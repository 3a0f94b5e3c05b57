import { type SQL, sql } from '#platform/sql';
import { callsSource } from './sources.ts';
import type { VisibleScope } from './visible-scope.ts';

/** How much each person of our side talks in a call, of all that is said there, by the figures of its newest analysis. */
export function talkSource(scope: VisibleScope): SQL {
  return sql`(
    select call.*, one ->> 'speaker' as person, (one ->> 'talkRatio')::numeric as share, figures.body ->> 'basis' as basis
    from ${callsSource(scope)}
    join analyses newest on newest.id = call.analysis_id
    join artifacts kept on kept.workspace_id = newest.workspace_id and kept.hash = newest.result_hash and kept.content is not null
    cross join lateral (select convert_from(kept.content, 'UTF8')::jsonb #> '{frame,findings,interaction}' as body) figures
    cross join lateral jsonb_array_elements(figures.body -> 'speakers') one
    where one ->> 'side' = 'internal' and (one ->> 'words')::int > 0
  ) call`;
}
