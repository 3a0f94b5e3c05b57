import { z } from 'zod';
import { type Competitor, fewestMentions } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { sql } from '#platform/sql';
import { authoriseReading } from './authorise-reading.ts';
import { mentionList } from './battlecard/mention-list.ts';
import { knowWorkspace } from './know-workspace.ts';
import { claimsSource } from './query/sources.ts';

const Counted = z.array(z.object({ name: z.string(), mentions: z.number(), calls: z.array(z.string()) }));

/** The competitors that the workspace names or that calls mention, those that come up most first. */
export async function listCompetitors({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ competitors: Competitor[] }> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  authoriseReading(ctx);
  const { scope, competitors } = await knowWorkspace(ctx);
  const { rows } = await ctx.db.execute(sql`select lower(claim.name) as name, count(*)::int as mentions,
      array_agg(distinct claim.call_id) as calls
    from ${claimsSource(scope)} where claim.list = ${mentionList} and claim.name is not null group by 1`);
  const heard = new Map(Counted.parse(rows).map((row) => [row.name, row]));
  const counted = competitors.map(({ name, aliases }) => {
    const own = [...new Set([name, ...aliases].map((each) => each.toLowerCase()))].flatMap(
      (each) => heard.get(each) ?? [],
    );
    const mentions = own.reduce((sum, row) => sum + row.mentions, 0);
    const calls = new Set(own.flatMap((row) => row.calls)).size;
    return { name, mentions, calls, isSufficient: mentions >= fewestMentions };
  });
  return {
    competitors: counted.toSorted((one, other) => other.mentions - one.mentions || (one.name < other.name ? -1 : 1)),
  };
}
