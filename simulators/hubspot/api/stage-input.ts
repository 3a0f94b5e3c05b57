import { z } from 'zod';
import type { ObjectType } from '../object-types.ts';
import { nextId } from '../records/create-record.ts';
import { isoText } from '../records/read-property.ts';
import type { PipelineStage } from '../state.ts';
import type { Call } from './call.ts';

export const StageInput = z.object({
  label: z.string().min(1),
  displayOrder: z.int(),
  metadata: z.record(z.string(), z.coerce.string()).nullish(),
  stageId: z.string().nullish(),
});

/** A stage of leads says by its `leadState` how far they are, any other whether it is closed. */
export function makeStage(
  call: Call,
  { objectType, input }: { objectType: ObjectType; input: z.infer<typeof StageInput> },
): PipelineStage {
  const metadata = { ...(objectType === 'leads' ? {} : { isClosed: 'false' }), ...input.metadata };
  return {
    id: input.stageId ?? nextId(call.state),
    label: input.label,
    displayOrder: input.displayOrder,
    metadata,
    createdAtMs: call.nowMs,
    updatedAtMs: call.nowMs,
    archived: false,
  };
}

export function presentStage(stage: PipelineStage): Record<string, unknown> {
  return {
    id: stage.id,
    label: stage.label,
    displayOrder: stage.displayOrder,
    metadata: stage.metadata,
    createdAt: isoText(stage.createdAtMs),
    updatedAt: isoText(stage.updatedAtMs),
    archived: stage.archived,
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
  };
}
