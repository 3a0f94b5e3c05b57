import { authorise } from '#modules/access';
import type { SecretContext } from '#platform/context';
import type { ResealedSecrets } from '#platform/crypto';
import { eq } from '#platform/sql';
import { resealSecret } from './open-secret.ts';
import { webhookEndpoints } from './tables.ts';

/**
 * Encrypts with the newest key what another one or none has encrypted, in ctx's transaction: in every workspace, since
 * the key is the machine's.
 */
export async function resealWebhookSecrets({ ctx }: { ctx: SecretContext }): Promise<ResealedSecrets> {
  authorise({ ctx, action: 'secret.manage', resource: { type: 'secret', id: null } });
  const { id, secret, previousSecret } = webhookEndpoints;
  const rows = await ctx.db.select({ id, secret, previousSecret }).from(webhookEndpoints).orderBy(id).for('update');
  const counted = { sealed: 0, unreadable: 0 };
  for (const { id: endpointId, ...columns } of rows) {
    for (const column of ['secret', 'previousSecret'] as const) {
      const stored = columns[column];
      if (stored === null) continue;
      const next = resealSecret({ box: ctx.secretBox, stored });
      if (next.state === 'unreadable') counted.unreadable += 1;
      if (next.state !== 'sealed') continue;
      await ctx.db
        .update(webhookEndpoints)
        .set({ [column]: next.sealed })
        .where(eq(id, endpointId));
      counted.sealed += 1;
    }
  }
  return counted;
}
