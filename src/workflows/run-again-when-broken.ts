import { z } from 'zod';
import type { LedgerStation } from '#contracts';
import { getCallSource } from '#modules/calls';
import { getChangeSet } from '#modules/changesets';
import { recordGap } from '#modules/ledger';
import { scheduleOnce } from '#platform/due-work';
import { type ErrorCode, SophiaError } from '#platform/errors';
import { type AnyWorkflow, isEngineError } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

/** After how many minutes a run that broke is begun anew: for two days, then a person has to look. */
const waitsMinutes: readonly number[] = [1, 5, 15, 60, 240, 720, 1440];

/** What a run of any workflow is given; the ids say which call it is about. */
const AnyInput = z.looseObject({
  workspaceId: z.string(),
  requestId: z.string(),
  callId: z.string().optional(),
  changeSetId: z.string().optional(),
});
type AnyInput = z.infer<typeof AnyInput>;

/** What there is nothing left to do for: a call was taken out, private now or deleted, and all of it went with it. */
const overWith: ReadonlySet<string> = new Set<ErrorCode>([
  'call.not-found',
  'change.not-found',
  'commitment.not-found',
  'contradiction.not-found',
  'notification.not-found',
]);

/** The station of the ledger that a call does not reach while this workflow breaks. */
const stations: Readonly<Record<string, LedgerStation>> = {
  'follow-up-call': 'proposed',
  'match-again': 'proposed',
  'apply-change-set': 'written',
};

/**
 * The same workflow; where it ends with an error after all tries of its steps, that is logged, named in the ledger for
 * the call that it is about, and the work is begun anew later, from its first step: what it had read may be outdated.
 */
export function runAgainWhenBroken({
  workflow,
  contextFor,
}: Pick<WorkflowDependencies, 'contextFor'> & { readonly workflow: AnyWorkflow }): AnyWorkflow {
  return {
    ...workflow,
    runUnchecked: async ({ run, input }) => {
      try {
        return await workflow.runUnchecked({ run, input });
      } catch (error) {
        const known = AnyInput.safeParse(input);
        if (!known.success || isEngineError(error)) throw error;
        const { workspaceId, requestId } = known.data;
        const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: workflow.name } });
        if (error instanceof SophiaError && overWith.has(error.code)) return { state: 'over', reason: error.code };
        const { workflowId } = run;
        const broken = { ctx, workflowName: workflow.name, workflowId, input: known.data, error };
        await run.step({ name: 'put-off-what-broke', maxAttempts: 3 }, () => putOff(broken));
        throw error;
      }
    },
  };
}

async function putOff({
  ctx,
  workflowName,
  workflowId,
  input,
  error,
}: {
  ctx: WorkContext;
  workflowName: string;
  workflowId: string;
  input: AnyInput;
  error: unknown;
}): Promise<null> {
  const { first, tries } = readTries(workflowId);
  const minutes = waitsMinutes[tries];
  const dueAt = minutes === undefined ? null : new Date(ctx.clock.now().getTime() + minutes * 60_000);
  ctx.log.error({ err: error, workflowName, workflowId, nextAttemptAt: dueAt }, 'A workflow ended with an error');
  if (dueAt !== null) {
    const { workspaceId: _workspace, requestId: _request, ...rest } = input;
    const subject = `${first}#${tries + 1}`;
    await scheduleOnce({ ctx, kind: 'run-again', subject, payload: { workflowName, input: rest }, dueAt });
  }
  await nameInLedger({ ctx, workflowName, input, error, dueAt });
  return null;
}

/** Whether a run is one that was begun anew. */
export function isBegunAnew(workflowId: string): boolean {
  return readTries(workflowId).tries > 0;
}

/** The id of the run that was begun first, which all that take its place have in common. */
export function firstRunOf(workflowId: string): string {
  return readTries(workflowId).first;
}

/** A run that is begun anew carries the id of the first one and how often that was done. */
function readTries(workflowId: string): { first: string; tries: number } {
  const [, first = workflowId, tries = 0] = /^run-again:[^:]+:(.*)#(\d+):\d+$/.exec(workflowId) ?? [];
  return { first, tries: Number(tries) };
}

async function nameInLedger({
  ctx,
  workflowName,
  input,
  error,
  dueAt,
}: {
  ctx: WorkContext;
  workflowName: string;
  input: AnyInput;
  error: unknown;
  dueAt: Date | null;
}): Promise<void> {
  const missing = stations[workflowName];
  if (missing === undefined) return;
  const callId = input.callId ?? (await callOf({ ctx, changeSetId: input.changeSetId }));
  const source = callId === null ? null : await getCallSource({ ctx, input: { callId } });
  if (source === null) return;
  const detail = `${workflowName} broke: ${toldOf(error)}${dueAt === null ? ' It is not tried again by itself.' : ''}`;
  const place = { source: source.source, externalId: source.externalId };
  await recordGap({ ctx, input: { ...place, missing, cause: 'unforeseen', detail, nextAttemptAt: dueAt } });
}

/** Null also where the set went with its call. */
async function callOf({
  ctx,
  changeSetId,
}: {
  ctx: WorkContext;
  changeSetId: string | undefined;
}): Promise<string | null> {
  if (changeSetId === undefined) return null;
  try {
    return (await getChangeSet({ ctx, input: { changeSetId } })).callId;
  } catch (error) {
    ctx.log.warn({ err: error, changeSetId }, 'The set of a workflow that broke cannot be read');
    return null;
  }
}

/** What an error of ours says may be shown; of any other the log has the text. */
function toldOf(error: unknown): string {
  return error instanceof SophiaError ? error.message : 'The log says why.';
}
