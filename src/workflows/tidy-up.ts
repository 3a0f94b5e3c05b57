import { z } from 'zod';
import { sweepStops } from '#modules/assistant';
import { finishBatches } from '#modules/calls';
import { sweepDeliveries } from '#modules/intake';
import { sweepChanges } from '#modules/search';
import { sweepSignIns } from '#modules/users';
import { sweepMarks } from '#platform/cache';
import { sweepOutbox } from '#platform/events';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkflowDependencies } from './workflow-dependencies.ts';

const TidyUpInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;

/** Deletes what nobody needs any more: old events, counts of wrong passwords, words to stop, marks, notes of changes and of deliveries; ends batches. */
export function tidyUp({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'tidy-up',
    queue: 'upkeep',
    input: TidyUpInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'tidy-up' } });
      const { db, workspaceId, clock } = ctx;
      const events = await run.step({ name: 'sweep-events', maxAttempts: attempts }, () =>
        sweepOutbox({ db, workspaceId, clock }),
      );
      const { deleted: signIns } = await run.step({ name: 'sweep-sign-ins', maxAttempts: attempts }, () =>
        sweepSignIns({ ctx }),
      );
      const marks = await run.step({ name: 'sweep-marks', maxAttempts: attempts }, () => sweepMarks(db));
      const { finished } = await run.step({ name: 'finish-batches', maxAttempts: attempts }, () =>
        finishBatches({ ctx, input: { batchIds: null } }),
      );
      const { deleted: stops } = await run.step({ name: 'sweep-stops', maxAttempts: attempts }, () =>
        sweepStops({ ctx }),
      );
      const { deleted: changes } = await run.step({ name: 'sweep-changes', maxAttempts: attempts }, () =>
        sweepChanges({ ctx }),
      );
      const { deleted: deliveries } = await run.step({ name: 'sweep-deliveries', maxAttempts: attempts }, () =>
        sweepDeliveries({ ctx }),
      );
      return { events, signIns, marks, finished, stops, changes, deliveries };
    },
  });
}
