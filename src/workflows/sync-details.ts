import { z } from 'zod';
import type { CrmDetailType } from '#contracts';
import { findCompetitorField } from '#modules/changesets';
import { noteEmails, reviewContradictions } from '#modules/contradictions';
import { listDefinitions, syncDetailsPage } from '#modules/crm';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { countRead } from './count-read.ts';
import { tellContradictions } from './tell-contradictions.ts';
import { unlessWithdrawn } from './unless-withdrawn.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const SyncDetailsInput = z.strictObject({
  workspaceId: z.string(),
  requestId: z.string(),
  mode: z.enum(['incremental', 'sweep']),
});

const attempts = 4;
const emailsTogether = 25;
/** What is not read then is read with the next sync. */
const mostParts = 40;

/**
 * Brings line items and e-mails of deals up to date, a page to a step, and holds what the e-mails say against the CRM and
 * the calls: whoever owns the deal is asked where they differ.
 */
export function syncDetails({ contextFor }: Pick<WorkflowDependencies, 'contextFor'>): AnyWorkflow {
  return defineWorkflow({
    name: 'sync-details',
    queue: 'syncs',
    input: SyncDetailsInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, mode } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'sync-details' } });
      if (ctx.connections.crm.state === 'off') return { state: 'off', emails: 0 };
      // First, so that what may not be read any more is forgotten whatever else breaks.
      await syncAll({ run, ctx, mode, objectType: 'email' });
      const total = { state: 'done', emails: 0 };
      for (let part = 1, read = emailsTogether; read === emailsTogether && part <= mostParts; part += 1) {
        read = await run.step({ name: `note-emails-${part}`, maxAttempts: attempts }, () => noteSome(ctx));
        total.emails += read;
      }
      await syncAll({ run, ctx, mode, objectType: 'line_item' });
      return total;
    },
  });
}

interface Syncing {
  readonly run: WorkflowRun;
  readonly ctx: WorkContext;
  readonly objectType: CrmDetailType;
  readonly mode: 'incremental' | 'sweep';
}

async function syncAll({ run, ctx, objectType, mode }: Syncing): Promise<void> {
  for (let page = 1, done = false; !done; page += 1) {
    const step = { name: `sync-${objectType}-${page}`, maxAttempts: attempts };
    done = await run.step(step, () => syncPage({ ctx, objectType, mode }));
  }
}

const labels = { email: 'E-mails', line_item: 'Line items' } as const satisfies Record<CrmDetailType, string>;

async function syncPage({ ctx, objectType, mode }: Omit<Syncing, 'run'>): Promise<boolean> {
  const page = await unlessWithdrawn({
    ctx,
    label: labels[objectType],
    read: () => syncDetailsPage({ ctx, input: { objectType, mode } }),
  });
  if (page === null) return true;
  const { done, ...counts } = page;
  countRead({ ctx, ...counts });
  return done;
}

async function noteSome(ctx: WorkContext): Promise<number> {
  const definitions = await listDefinitions({ ctx, input: { kind: 'property', scope: 'deal' } });
  const field = findCompetitorField({ definitions, named: ctx.policy.fields.competitor });
  const input = { limit: emailsTogether, competitorField: field?.name ?? null };
  const { recordIds, read } = await noteEmails({ ctx, input });
  const { found } = await reviewContradictions({ ctx, input: { recordIds: [...recordIds] } });
  await tellContradictions({ ctx, contradictionIds: found });
  return read;
}
