import { invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, objectTypes } from '../object-types.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { appendVersion } from './append-version.ts';
import { deriveEnds } from './derive-ends.ts';
import { readProperty } from './read-property.ts';
import { forgetUniqueValues, indexUniqueValues } from './record-index.ts';
import { refreshLeads } from './refresh-leads.ts';

/** Appends a version for every value that differs, keeps what is derived in step and tells of each change. */
export function writeProperties(
  context: WriteContext,
  write: { record: CrmRecord; values: Readonly<Record<string, string>> },
): void {
  const { record } = write;
  const changes = Object.entries(write.values).filter(([property, value]) => {
    const before = record.versions[property]?.at(-1)?.value ?? '';
    return before !== value && !context.isRefused({ objectType: record.objectType, property });
  });
  if (changes.length === 0) return;
  forgetUniqueValues(context.state, record);
  const { sourceType, sourceId, userId } = context.source;
  for (const [property, value] of changes) {
    appendVersion(record, { property, version: { value, atMs: context.nowMs, sourceType, sourceId, userId } });
  }
  if (record.objectType === 'deals') deriveStage(context, record);
  if (record.objectType === 'emails') deriveEnds(context, record);
  record.updatedAtMs = context.nowMs;
  indexUniqueValues(context.state, record);
  refreshLeads(context, record);
  for (const [property, value] of changes) {
    context.emit({ kind: 'propertyChange', objectType: record.objectType, id: record.id, property, value });
  }
}

/** The stage of a deal or a lead belongs to its pipeline. */
export function checkStage(
  state: HubspotState,
  asked: { objectType: ObjectType; values: Readonly<Record<string, string>>; record: CrmRecord | null },
): void {
  const { objectType, values, record } = asked;
  const { piped } = objectTypes[objectType];
  if (piped === undefined || (values[piped.stage] === undefined && values[piped.pipeline] === undefined)) return;
  const stageId = values[piped.stage] ?? valueOf(record, piped.stage);
  const pipelineId = values[piped.pipeline] ?? valueOf(record, piped.pipeline);
  if (stageId === null || pipelineId === null) return;
  const pipeline = state.pipelines[objectType].find(({ id }) => id === pipelineId);
  if (pipeline?.stages.some(({ id }) => id === stageId) === true) return;
  const message = `Stage ${stageId} does not belong to pipeline ${pipelineId}.`;
  throw invalidInput(message, [{ message, code: 'INVALID_OPTION', context: { propertyName: [piped.stage] } }]);
}

function valueOf(record: CrmRecord | null, name: string): string | null {
  return record === null ? null : readProperty(record, { name });
}

export function deriveStage({ state, nowMs }: Pick<WriteContext, 'state' | 'nowMs'>, record: CrmRecord): void {
  const stageId = readProperty(record, { name: 'dealstage' });
  const stage = state.pipelines.deals.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
  if (stage === undefined) return;
  const probability = stage.metadata['probability'] ?? '0';
  const isClosed = stage.metadata['isClosed'] === 'true';
  const derived = {
    hs_is_closed: String(isClosed),
    hs_is_closed_won: String(isClosed && Number(probability) === 1),
    hs_deal_stage_probability: probability,
  };
  for (const [property, value] of Object.entries(derived)) {
    if (record.versions[property]?.at(-1)?.value === value) continue;
    const version = { value, atMs: nowMs, sourceType: 'CALCULATED', sourceId: null, userId: null } as const;
    appendVersion(record, { property, version });
  }
}
