import type { Employee } from '../../world/schema.ts';
import { appendVersion } from '../records/append-version.ts';
import { forgetUniqueValues, indexUniqueValues } from '../records/record-index.ts';
import type { CrmRecord, HubspotState, PropertyVersion, SourceType } from '../state.ts';

/** Source ids of what changes values besides people and us: an import, a workflow, somebody else's app. */
const sourceIds: Readonly<Partial<Record<SourceType, string>>> = {
  IMPORT: '8100301',
  AUTOMATION_PLATFORM: 'enrollmentId:8100401;actionExecutionIndex:0',
  INTEGRATION: '8100501',
};

/** The values that a record began with. */
export function setInitialValues(
  state: HubspotState,
  initial: {
    record: CrmRecord;
    atMs: number;
    sourceType: SourceType;
    employee: Employee | undefined;
    values: Readonly<Record<string, string | null>>;
  },
): void {
  const { record, atMs, sourceType, employee } = initial;
  forgetUniqueValues(state, record);
  for (const [property, value] of Object.entries(initial.values)) {
    if (value === null || value === '') continue;
    appendVersion(record, { property, version: versionBy({ sourceType, employee, value, atMs }) });
  }
  indexUniqueValues(state, record);
}

export function versionBy(made: {
  sourceType: SourceType;
  employee: Employee | undefined;
  value: string;
  atMs: number;
}): PropertyVersion {
  const { sourceType, employee, value, atMs } = made;
  const userId = sourceType === 'CRM_UI' ? userIdOf(employee) : null;
  const sourceId = userId === null ? (sourceIds[sourceType] ?? null) : `userId:${userId}`;
  return { value, atMs, sourceType, sourceId, userId };
}

function userIdOf(employee: Employee | undefined): number | null {
  const id = employee?.hubspotUserId ?? null;
  return id === null ? null : Number(id);
}
