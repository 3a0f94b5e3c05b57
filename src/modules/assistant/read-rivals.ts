import { z } from 'zod';
import type { WorkspaceSettings } from '#contracts';
import { readKept } from '#modules/access';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { VisibleScope } from './query/visible-scope.ts';

export interface Rival {
  readonly name: string;
  readonly aliases: readonly string[];
}

const Named = z.array(z.object({ name: z.string() }));
const mostNames = 300;

interface RivalQuestion {
  readonly ctx: Context;
  readonly scope: VisibleScope;
  readonly settings: WorkspaceSettings;
}

/** The competitors of the workspace, and those that calls name beside them. */
export async function readRivals(question: RivalQuestion): Promise<readonly Rival[]> {
  const { ctx } = question;
  return readKept({ ctx, kind: 'competitive-data', key: 'rivals', load: () => loadRivals(question) });
}

async function loadRivals({ ctx, scope, settings }: RivalQuestion): Promise<readonly Rival[]> {
  const { rows } = await ctx.db.execute(sql`select distinct found.name from claims found
    where found.workspace_id = ${scope.workspaceId} and found.body ->> 'list' = 'findings.mentions.competitors.mentions' and found.name is not null
      and ${scope.callId(sql`found.call_id`)}
    order by found.name limit ${mostNames}`);
  const known = new Set(settings.competitors.map(({ name }) => name.toLowerCase()));
  const heard = Named.parse(rows).filter(({ name }) => !known.has(name.toLowerCase()));
  return [...settings.competitors, ...heard.map(({ name }) => ({ name, aliases: [] }))];
}
