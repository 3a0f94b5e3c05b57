import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { invalidInput, notFound } from '../hubspot-problem.ts';
import { type ObjectType, objectTypes } from '../object-types.ts';
import { portalId } from '../portal.ts';
import { nextId } from '../records/create-record.ts';
import { isoText } from '../records/read-property.ts';
import type { Pipeline } from '../state.ts';
import { type Call, noContent, objectTypeOf, ok, parameter, readBody } from './call.ts';
import { makeStage, presentStage, StageInput } from './stage-input.ts';

const PipelineInput = z.object({
  label: z.string().min(1),
  displayOrder: z.int(),
  pipelineId: z.string().nullish(),
  stages: z.array(StageInput).min(1),
});
const PipelinePatch = z.object({
  label: z.string().min(1).nullish(),
  displayOrder: z.int().nullish(),
  archived: z.boolean().nullish(),
});

export function listPipelines(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'read' });
  const shown = call.state.pipelines[objectType].filter(({ archived }) => !archived);
  return ok({ results: shown.map(presentPipeline) });
}

export function getPipeline(call: Call): Answer {
  return ok(presentPipeline(requirePipeline(call, objectTypeOf(call, { access: 'read' }))));
}

export function createPipeline(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const input = readBody(call, PipelineInput);
  const pipeline: Pipeline = {
    id: input.pipelineId ?? nextId(call.state),
    ...filled(call, { objectType, input }),
    createdAtMs: call.nowMs,
    updatedAtMs: call.nowMs,
    archived: false,
  };
  call.state.pipelines[objectType].push(pipeline);
  audit(call, { objectType, identifier: pipeline.id, action: 'CREATE' });
  return ok(presentPipeline(pipeline), 201);
}

export function replacePipeline(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const pipeline = requirePipeline(call, objectType);
  Object.assign(pipeline, filled(call, { objectType, input: readBody(call, PipelineInput) }), {
    updatedAtMs: call.nowMs,
  });
  audit(call, { objectType, identifier: pipeline.id, action: 'UPDATE' });
  return ok(presentPipeline(pipeline));
}

export function updatePipeline(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const pipeline = requirePipeline(call, objectType);
  const patch = readBody(call, PipelinePatch);
  pipeline.label = patch.label ?? pipeline.label;
  pipeline.displayOrder = patch.displayOrder ?? pipeline.displayOrder;
  pipeline.archived = patch.archived ?? pipeline.archived;
  pipeline.updatedAtMs = call.nowMs;
  audit(call, { objectType, identifier: pipeline.id, action: 'UPDATE' });
  return ok(presentPipeline(pipeline));
}

export function deletePipeline(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const pipeline = requirePipeline(call, objectType);
  const property = objectTypes[objectType].piped?.pipeline ?? 'hs_pipeline';
  const isUsed = Object.values(state.records[objectType]).some(
    ({ versions, archivedAtMs }) => archivedAtMs === null && versions[property]?.at(-1)?.value === pipeline.id,
  );
  if (isUsed) throw invalidInput(`The pipeline ${pipeline.id} still has records in it.`);
  state.pipelines[objectType] = state.pipelines[objectType].filter(({ id }) => id !== pipeline.id);
  audit(call, { objectType, identifier: pipeline.id, action: 'DELETE' });
  return noContent();
}

export function listPipelineAudits(call: Call): Answer {
  return ok({ results: audits(call, parameter(call, 'pipelineId')) });
}

export function listStageAudits(call: Call): Answer {
  return ok({ results: audits(call, parameter(call, 'stageId')) });
}

export function audit(
  { state, nowMs }: Call,
  entry: { objectType: ObjectType; identifier: string; action: 'CREATE' | 'UPDATE' | 'DELETE' },
): void {
  state.pipelineAudits.push({ ...entry, atMs: nowMs });
}

export function requirePipeline(call: Call, objectType: ObjectType): Pipeline {
  const asked = parameter(call, 'pipelineId');
  const pipeline = call.state.pipelines[objectType].find(({ id }) => id === asked);
  if (pipeline === undefined || pipeline.archived) throw notFound(`No pipeline with id ${asked} exists.`);
  return pipeline;
}

function audits(call: Call, identifier: string): Record<string, unknown>[] {
  const objectType = objectTypeOf(call, { access: 'read' });
  return call.state.pipelineAudits
    .filter((entry) => entry.objectType === objectType && entry.identifier === identifier)
    .map(({ action, atMs }) => ({ identifier, action, portalId, timestamp: isoText(atMs) }));
}

function filled(
  call: Call,
  { objectType, input }: { objectType: ObjectType; input: z.infer<typeof PipelineInput> },
): Pick<Pipeline, 'label' | 'displayOrder' | 'stages'> {
  const { label, displayOrder, stages } = input;
  return { label, displayOrder, stages: stages.map((stage) => makeStage(call, { objectType, input: stage })) };
}

function presentPipeline(pipeline: Pipeline): Record<string, unknown> {
  return {
    id: pipeline.id,
    label: pipeline.label,
    displayOrder: pipeline.displayOrder,
    stages: pipeline.stages.map(presentStage),
    createdAt: isoText(pipeline.createdAtMs),
    updatedAt: isoText(pipeline.updatedAtMs),
    archived: pipeline.archived,
  };
}
