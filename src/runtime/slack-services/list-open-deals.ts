import type { CrmOwner } from '#contracts';
import { type CrmRecordRow, listDefinitions, listRecords } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { ConnectedContext } from '#platform/context';
import type { DealLine, DealQuestion } from '#surfaces/slack';

const pageSize = 200;

interface Stage {
  readonly label: string;
  readonly isClosed: boolean;
}

interface Shown {
  readonly ctx: ConnectedContext;
  readonly stages: ReadonlyMap<string, Stage>;
  readonly owners: readonly CrmOwner[];
  readonly currency: string;
}

/** Open deals, or those of the stage that was named, soonest close first, and how many there are in all. */
export async function listOpenDeals({
  ctx,
  question,
}: {
  ctx: ConnectedContext;
  question: DealQuestion;
}): Promise<{ deals: DealLine[]; total: number }> {
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const stages = new Map<string, Stage>(
    pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => [stage.externalId, stage] as const)),
  );
  const all = await readAll({ ctx, question });
  const wanted = all.filter(
    (deal) => question.stageId !== null || stages.get(deal.properties['dealstage'] ?? '')?.isClosed !== true,
  );
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const { currency } = await getWorkspace({ ctx });
  const shown = { ctx, stages, owners, currency };
  return {
    deals: wanted
      .toSorted((one, other) => closingDay(one).localeCompare(closingDay(other)))
      .slice(0, question.limit)
      .map((deal) => dealLine({ deal, shown })),
    total: wanted.length,
  };
}

async function readAll({ ctx, question }: { ctx: ConnectedContext; question: DealQuestion }): Promise<CrmRecordRow[]> {
  const { stageId, ownerId, closing } = question;
  const found: CrmRecordRow[] = [];
  let cursor: string | null = null;
  do {
    const page: { records: CrmRecordRow[]; cursor: string | null } = await listRecords({
      ctx,
      input: {
        objectType: 'deal',
        limit: pageSize,
        cursor,
        ...(stageId === null ? {} : { stage: stageId }),
        ...(ownerId === null ? {} : { ownerId }),
        ...(closing === null ? {} : { closing }),
      },
    });
    found.push(...page.records);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

/** Deals without a close date come last. */
function closingDay({ properties }: CrmRecordRow): string {
  return properties['closedate']?.slice(0, 10) || '9999-12-31';
}

function dealLine({ deal, shown }: { deal: CrmRecordRow; shown: Shown }): DealLine {
  const { ctx, stages, owners, currency } = shown;
  const { crm } = ctx.connections;
  const stage = deal.properties['dealstage'] ?? '';
  return {
    name: deal.name ?? deal.externalId,
    stage: stages.get(stage)?.label ?? stage,
    amount: amountOf({ deal, currency }),
    closeDate: deal.properties['closedate']?.slice(0, 10) || null,
    owner: owners.find(({ externalId }) => externalId === deal.ownerId)?.name ?? null,
    address: crm.state === 'on' ? crm.client.recordAddress(deal) : null,
  };
}

/** A value that is no number is shown as it stands. */
function amountOf({ deal, currency }: { deal: CrmRecordRow; currency: string }): string | null {
  const text = deal.properties['amount'] ?? '';
  if (text === '') return null;
  const amount = Number(text);
  if (!Number.isFinite(amount)) return text;
  const money = { style: 'currency', currency, minimumFractionDigits: 0 } as const;
  return new Intl.NumberFormat('en-US', money).format(amount);
}
