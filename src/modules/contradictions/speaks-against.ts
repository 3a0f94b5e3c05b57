import { type CrmRecordRow, listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';
import { compareValue } from './judge/compare-value.ts';
import { pipelineOf } from './pipeline-of.ts';
import type { Sense, StatementKind } from './statements/statement.ts';

export interface SpokenValue {
  readonly kind: StatementKind;
  readonly sense: Sense;
  readonly property: string;
  readonly value: string;
}

/** Fields that hold one thing: a list takes another name beside, and a step is told in other words. */
const holdsOne: ReadonlySet<StatementKind> = new Set(['stage', 'amount', 'close_date', 'buying_role']);

/** Whether what is said of a field of a record speaks against a value that is to be written there. */
export async function speaksAgainst({
  ctx,
  record,
  said,
  value,
}: {
  ctx: Context;
  record: Pick<CrmRecordRow, 'objectType' | 'properties'>;
  said: SpokenValue;
  value: string;
}): Promise<boolean> {
  if (!holdsOne.has(said.kind)) return false;
  const definitions = await listDefinitions({ ctx, input: { kind: 'property', scope: record.objectType } });
  const compared = compareValue({
    statement: said,
    value,
    pipeline: said.kind === 'stage' ? await pipelineOf({ ctx, stageId: value }) : null,
    definition: definitions.find(({ name }) => name === said.property) ?? null,
    currency: record.properties['deal_currency_code'] ?? null,
  });
  return compared === 'contradicts';
}
