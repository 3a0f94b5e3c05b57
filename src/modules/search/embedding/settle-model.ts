import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { and, eq, ne, sql } from '#platform/sql';
import { searchModels } from '../tables.ts';

/** So few at once that others come to the database between. */
const vectorsPerTurn = 2_000;

/**
 * Lets a model answer that has embedded every chunk, and then takes the vectors of the others away, some at a time.
 * Returns whether some are left.
 */
export async function settleModel({ ctx, model }: { ctx: Context; model: string }): Promise<boolean> {
  const { workspaceId } = ctx;
  const isOurs = eq(searchModels.workspaceId, workspaceId);
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  return transact({ ctx }, async (inner) => {
    const models = await inner.db.select().from(searchModels).where(isOurs).for('update');
    const own = models.find((one) => one.model === model);
    if (own === undefined) return false;
    if (!own.answers) {
      await inner.db
        .update(searchModels)
        .set({ answers: false })
        .where(and(isOurs, eq(searchModels.answers, true)));
      await inner.db
        .update(searchModels)
        .set({ answers: true })
        .where(and(isOurs, eq(searchModels.model, model)));
      await audit({
        ctx: inner,
        action: 'search.model-changed',
        resource: { type: 'workspace', id: workspaceId },
        details: { before: models.find(({ answers }) => answers)?.model ?? null, after: model },
      });
    }
    await inner.db.delete(searchModels).where(and(isOurs, ne(searchModels.model, model)));
    const deleted = await inner.db.execute<{ id: string }>(sql`delete from search_vectors where id in (
      select id from search_vectors where workspace_id = ${workspaceId} and model <> ${model} limit ${vectorsPerTurn})
      returning id`);
    return deleted.rows.length === vectorsPerTurn;
  });
}
