import type { Workspace } from '#contracts';
import { readKept } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { leastOfCommit } from '#modules/pipeline';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import type { KnownStage } from './entities/read-stages.ts';
import { nameOfAsker } from './name-of-asker.ts';

/** What a question is read against, whatever it asks. */
interface QuestionFrame extends Pick<Workspace, 'currency' | 'timeZone' | 'settings'> {
  /** Those of deals. */
  readonly stages: readonly KnownStage[];
  readonly leadStages: readonly KnownStage[];
}

/** The frame of whoever asks. */
export async function readFrame(ctx: Context): Promise<QuestionFrame> {
  return readKept({ ctx, kind: 'user-context', key: nameOfAsker(ctx), load: () => loadFrame(ctx) });
}

async function loadFrame(ctx: Context): Promise<QuestionFrame> {
  const { currency, timeZone, settings } = await getWorkspace({ ctx });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const ofLeads = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'lead' } });
  const stages = pipelines.flatMap((pipeline) =>
    pipeline.stages.map(({ externalId: id, label, isClosed, isWon, probability }) => ({
      id,
      label,
      isClosed,
      isWon,
      isCommit: !isClosed && (probability ?? 0) >= leastOfCommit,
    })),
  );
  // No deal ends in a stage of leads.
  const leadStages = ofLeads.flatMap((pipeline) =>
    pipeline.stages.map(({ externalId: id, label }) => ({ id, label, isClosed: false, isWon: false })),
  );
  return { currency, timeZone, settings, stages, leadStages };
}
