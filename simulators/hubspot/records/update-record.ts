import { checkPortalRules } from '../properties/check-portal-rules.ts';
import { validateValues } from '../properties/validate-values.ts';
import type { CrmRecord } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { checkUnique } from './create-record.ts';
import { checkStage, writeProperties } from './write-properties.ts';

interface Update {
  readonly record: CrmRecord;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Sets values as the API does; there is no condition on what stood there before, as HubSpot has none. */
export function updateRecord(context: WriteContext, update: Update): CrmRecord {
  const { record } = update;
  writeProperties(context, { record, values: prepareUpdate(context, update) });
  return record;
}

/** The values as they would be kept; throws HubSpot's answer to those that it would not take. */
export function prepareUpdate(context: WriteContext, update: Update): Record<string, string> {
  const { state, nowMs } = context;
  const { record } = update;
  const { objectType } = record;
  const values = validateValues(state, { objectType, values: update.values, nowMs });
  checkStage(state, { objectType, values, record });
  if (context.holdsPortalRules) checkPortalRules(state, { objectType, values, record });
  checkUnique(state, { objectType, values, exceptId: record.id });
  return values;
}
