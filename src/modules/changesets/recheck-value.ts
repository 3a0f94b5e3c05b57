import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { createDefinitions } from './mirror/create-definitions.ts';
import { readMirrorRecord } from './mirror/read-mirror.ts';
import type { ChangeRow } from './move-change.ts';
import { toChange } from './to-change.ts';
import { checkValue } from './values/check-value.ts';
import { valueNamed } from './values/value-named.ts';

/** What a person put in place of a proposed value, as the CRM takes it. Throws `input.invalid` with what it takes. */
export async function recheckValue({
  ctx,
  change,
  value,
}: {
  ctx: Context;
  change: ChangeRow;
  value: string;
}): Promise<string> {
  const { target, action } = toChange(change);
  if (action.type !== 'set_property' || target === null) {
    throw new SophiaError('input.invalid', `The change ${change.id} has no value to edit; approve or reject it.`);
  }
  const { objectType } = target;
  const definitions = createDefinitions(ctx);
  const definition = await definitions.property({ objectType, name: action.property });
  if (definition === null) {
    throw new SophiaError('input.invalid', `The CRM has no property ${action.property} for a ${objectType} any more.`);
  }
  const record = await readMirrorRecord(ctx, target);
  const pipeline = record === null ? null : await definitions.pipelineOf(record);
  const question = { value, definition, pipeline, owners: await definitions.owners() };
  const checked = checkValue({ ...question, value: valueNamed(question) });
  if (!checked.ok) throw new SophiaError('input.invalid', checked.reason);
  return checked.value;
}
