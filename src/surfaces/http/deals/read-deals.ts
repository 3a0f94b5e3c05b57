import { describeCrm, listRecords, readValueWords } from '#modules/crm';
import type { DealsPage } from '#modules/reports';
import { listWarnings, warningNames } from '#modules/warnings';
import { SophiaError } from '#platform/errors';
import { closingBetween, dealsOfAccount } from '#surfaces/operations';
import type { WorkContext } from '#workflows';

const dealsPerPage = 50;
const mostWarnings = 500;

export interface DealsQuery {
  readonly name: string;
  readonly stage: string;
  readonly owner: string;
  readonly account: string;
  readonly closesFrom: string;
  readonly closesTo: string;
  readonly after: string | null;
}

/** An account that is unknown, or not seen, has no deals: the form stays, and can be filled in again. */
async function dealsUnder(named: { ctx: WorkContext; text: string }): Promise<string[]> {
  try {
    return await dealsOfAccount(named);
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'record.not-found') throw error;
    return [];
  }
}

/** A page of the list of deals, by name, of what whoever asks sees; `after` goes on behind the last one of a page. */
export async function readDeals({
  ctx,
  query,
}: {
  ctx: WorkContext;
  query: DealsQuery;
}): Promise<Pick<DealsPage, 'stages' | 'owners' | 'deals'> & { readonly next: string | null }> {
  const { owners, pipelines } = await describeCrm({ ctx, input: { objectType: 'deal' } });
  const words = await readValueWords(ctx);
  const { records, cursor } = await listRecords({
    ctx,
    input: {
      objectType: 'deal',
      limit: dealsPerPage,
      cursor: query.after,
      ...(query.name.trim() === '' ? {} : { text: query.name.trim() }),
      ...(query.stage === '' ? {} : { stage: query.stage }),
      ...(query.owner === '' ? {} : { ownerId: query.owner }),
      ...(query.account.trim() === '' ? {} : { recordIds: await dealsUnder({ ctx, text: query.account.trim() }) }),
      ...closingBetween({ from: orNull(query.closesFrom), to: orNull(query.closesTo) }),
    },
  });
  const { warnings } = await listWarnings({
    ctx,
    input: { recordId: null, kind: null, standing: true, limit: mostWarnings },
  });
  const deals = records.map((record) => {
    const { recordId, name, properties } = record;
    function valueOf(property: string): string | null {
      return words.value({ objectType: 'deal', property, record, value: properties[property] ?? null });
    }
    return {
      recordId,
      name,
      stage: valueOf('dealstage'),
      amount: valueOf('amount'),
      closeDate: valueOf('closedate'),
      owner: owners.find(({ externalId }) => externalId === record.ownerId)?.name ?? null,
      warnings: warnings.filter((one) => one.recordId === recordId).map(({ kind }) => warningNames[kind]),
    };
  });
  const several = pipelines.length > 1;
  return {
    stages: pipelines.flatMap(({ label, stages }) =>
      stages.map((stage) => ({ id: stage.externalId, name: several ? `${label}: ${stage.label}` : stage.label })),
    ),
    owners: owners.map(({ externalId, name }) => ({ id: externalId, name })),
    deals,
    next: cursor,
  };
}

function orNull(given: string): string | null {
  return given === '' ? null : given;
}
