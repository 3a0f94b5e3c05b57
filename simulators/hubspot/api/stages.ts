import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { invalidInput, notFound } from '../hubspot-problem.ts';
import type { PipelineStage } from '../state.ts';
import { type Call, noContent, objectTypeOf, ok, parameter, readBody } from './call.ts';
import { audit, requirePipeline } from './pipelines.ts';
import { makeStage, presentStage, StageInput } from './stage-input.ts';

const StagePatch = z.object({
  label: z.string().min(1).nullish(),
  displayOrder: z.int().nullish(),
  metadata: z.record(z.string(), z.coerce.string()).nullish(),
  archived: z.boolean().nullish(),
});

export function listStages(call: Call): Answer {
  const { stages } = requirePipeline(call, objectTypeOf(call, { access: 'read' }));
  return ok({ results: stages.filter(({ archived }) => !archived).map(presentStage) });
}

export function getStage(call: Call): Answer {
  const pipeline = requirePipeline(call, objectTypeOf(call, { access: 'read' }));
  return ok(presentStage(requireStage(call, pipeline.stages)));
}

export function createStage(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const pipeline = requirePipeline(call, objectType);
  const stage = makeStage(call, { objectType, input: readBody(call, StageInput) });
  if (pipeline.stages.some(({ label }) => label === stage.label)) {
    throw invalidInput(`The pipeline ${pipeline.id} already has a stage ${stage.label}.`);
  }
  pipeline.stages.push(stage);
  audit(call, { objectType, identifier: stage.id, action: 'CREATE' });
  return ok(presentStage(stage), 201);
}

/** Serves PATCH and PUT alike: what is not named stays. */
export function updateStage(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const stage = requireStage(call, requirePipeline(call, objectType).stages);
  const patch = readBody(call, StagePatch);
  stage.label = patch.label ?? stage.label;
  stage.displayOrder = patch.displayOrder ?? stage.displayOrder;
  stage.archived = patch.archived ?? stage.archived;
  stage.metadata = { ...stage.metadata, ...patch.metadata };
  stage.updatedAtMs = call.nowMs;
  audit(call, { objectType, identifier: stage.id, action: 'UPDATE' });
  return ok(presentStage(stage));
}

export function deleteStage(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const pipeline = requirePipeline(call, objectType);
  const stage = requireStage(call, pipeline.stages);
  pipeline.stages = pipeline.stages.filter(({ id }) => id !== stage.id);
  audit(call, { objectType, identifier: stage.id, action: 'DELETE' });
  return noContent();
}

function requireStage(call: Call, stages: readonly PipelineStage[]): PipelineStage {
  const asked = parameter(call, 'stageId');
  const stage = stages.find(({ id }) => id === asked);
  if (stage === undefined) throw notFound(`No stage with id ${asked} exists.`);
  return stage;
}
