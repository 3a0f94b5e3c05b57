import { type CrmRecordRow, listDuplicates } from '#modules/crm';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

type Side = OperationOutput<'duplicates.list'>['duplicates'][number]['kept'];

/** Pairs of records that seem to be one, with where each is opened in the CRM. */
export async function listPairs({
  ctx,
  input,
}: OperationCall<'duplicates.list'>): Promise<OperationOutput<'duplicates.list'>> {
  const pairs = await listDuplicates({ ctx, input });
  const { crm } = ctx.connections;
  function sideOf({ objectType, externalId, name, email, domain, createdAt }: CrmRecordRow): Side {
    const address = crm.state === 'on' ? crm.client.recordAddress({ objectType, externalId }) : null;
    return { externalId, name, detail: email ?? domain, createdAt, address };
  }
  return {
    duplicates: pairs.map(({ kept, other, evidence, ...pair }) => ({
      ...pair,
      objectType: kept.objectType,
      kept: sideOf(kept),
      other: sideOf(other),
      evidence: [...evidence],
    })),
  };
}
