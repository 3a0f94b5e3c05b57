import type { Pipeline } from '../state.ts';

const stages = [
  ['new-stage-id', 'New', 'NEW'],
  ['attempting-stage-id', 'Attempting', 'IN_PROGRESS'],
  ['connected-stage-id', 'Connected', 'IN_PROGRESS'],
  ['qualified-stage-id', 'Qualified', 'QUALIFIED'],
  ['unqualified-stage-id', 'Disqualified', 'UNQUALIFIED'],
] as const;

export const leadPipelineId = 'lead-pipeline-id';

/** The one that HubSpot gives every portal with leads. */
export function leadPipeline(createdAtMs: number): Pipeline {
  const times = { createdAtMs, updatedAtMs: createdAtMs, archived: false };
  return {
    id: leadPipelineId,
    label: 'Lead pipeline',
    displayOrder: 0,
    ...times,
    stages: stages.map(([id, label, leadState], displayOrder) => ({
      id,
      label,
      displayOrder,
      metadata: { leadState },
      ...times,
    })),
  };
}
