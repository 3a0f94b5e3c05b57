import type { CrmPipeline, CrmPropertyDefinition } from '#contracts';
import { type CrmRecordRow, getRecord, listAssociated, listDefinitions, listPropertyChanges } from '#modules/crm';
import { listCallsOfRecord } from '#modules/matching';
import type { Context } from '#platform/context';
import { and, asc, eq } from '#platform/sql';
import { contactOfDeal } from './address-statements.ts';
import { type Field, withoutTakenBack } from './judge/field.ts';
import { judgeStatement, type StatementVerdict } from './judge/judge-statement.ts';
import { otherSide } from './other-side.ts';
import { pipelineOf } from './pipeline-of.ts';
import { callStatements } from './tables.ts';

export type StatementRow = typeof callStatements.$inferSelect;

export interface Judgement extends StatementVerdict {
  readonly statement: StatementRow;
  /** Of the other of call and e-mail, where it says another thing in the same days. */
  readonly other: StatementRow | null;
}

export interface JudgedRecord {
  readonly record: CrmRecordRow;
  readonly judgements: readonly Judgement[];
}

const mostCalls = 200;
const mostChanges = 1000;

/** What the newest word of calls and e-mails on each field of a record comes to: an older word gives way to it. */
export async function judgeRecord({ ctx, recordId }: { ctx: Context; recordId: string }): Promise<JudgedRecord> {
  const record = await getRecord({ ctx, input: { recordId } });
  const statements = await statementsOf({ ctx, recordId });
  const newest = new Map(statements.map((row) => [row.property, row]));
  if (newest.size === 0) return { record, judgements: [] };
  const surroundings = await surroundingsOf({ ctx, record, properties: [...newest.keys()] });
  const judgements: Judgement[] = [];
  for (const statement of newest.values()) {
    const other = await otherSide({ ctx, statement, statements });
    const verdict = await judgeOne({ ctx, record, statement, surroundings });
    const field = surroundings.fields.get(statement.property);
    judgements.push({ statement, other, ...weighed({ verdict, statement, other, field }) });
  }
  return { record, judgements };
}

/** Where nobody has touched the field since, that it holds what one of the two says settles nothing between them. */
function weighed({
  verdict,
  statement,
  other,
  field,
}: {
  verdict: StatementVerdict;
  statement: StatementRow;
  other: StatementRow | null;
  field: Field | undefined;
}): StatementVerdict {
  if (other === null || (verdict.verdict !== 'agrees' && verdict.verdict !== 'neither')) return verdict;
  const said = statement.saidAt.toISOString();
  const isTouched = field === undefined || field.changes.some(({ at }) => Date.parse(at) > Date.parse(said));
  return isTouched ? verdict : { verdict: 'contradicts', crmValue: field.current };
}

async function statementsOf({ ctx, recordId }: { ctx: Context; recordId: string }): Promise<StatementRow[]> {
  return ctx.db
    .select()
    .from(callStatements)
    .where(and(eq(callStatements.workspaceId, ctx.workspaceId), eq(callStatements.recordId, recordId)))
    .orderBy(asc(callStatements.saidAt), asc(callStatements.id));
}

interface Surroundings {
  readonly fields: ReadonlyMap<string, Field>;
  readonly callTimes: readonly string[];
  readonly pipeline: CrmPipeline | null;
  readonly isClosed: boolean;
  readonly definitions: readonly CrmPropertyDefinition[];
}

async function surroundingsOf({
  ctx,
  record,
  properties,
}: {
  ctx: Context;
  record: CrmRecordRow;
  properties: string[];
}): Promise<Surroundings> {
  const { recordId, objectType } = record;
  const { changes } = await listPropertyChanges({ ctx, input: { recordId, properties, limit: mostChanges } });
  const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: mostCalls } });
  const stageId = record.properties['dealstage'];
  const pipeline = await pipelineOf({ ctx, stageId: stageId ?? '' });
  return {
    fields: new Map(
      properties.map((property) => {
        const own = changes.filter((change) => change.property === property).toReversed();
        return [property, { property, changes: withoutTakenBack(own), current: record.properties[property] ?? null }];
      }),
    ),
    callTimes: calls.flatMap(({ startedAt }) => startedAt ?? []).sort(),
    pipeline,
    isClosed: pipeline?.stages.find(({ externalId }) => externalId === stageId)?.isClosed ?? false,
    definitions: await listDefinitions({ ctx, input: { kind: 'property', scope: objectType } }),
  };
}

async function judgeOne({
  ctx,
  record,
  statement,
  surroundings,
}: {
  ctx: Context;
  record: CrmRecordRow;
  statement: StatementRow;
  surroundings: Surroundings;
}): Promise<StatementVerdict> {
  const { property, saidAt, kind } = statement;
  const { isClosed, fields, callTimes, pipeline, definitions } = surroundings;
  const field = fields.get(property);
  if (record.archivedAt !== null || record.vanishedAt !== null || field === undefined) return over;
  if (property === contactOfDeal) return judgeContact({ ctx, record });
  if (record.objectType === 'deal' && isClosed && kind !== 'stage') return over;
  const said = saidAt.toISOString();
  const currency = record.properties['deal_currency_code'] ?? null;
  return judgeStatement({
    statement,
    saidAt: said,
    nextCallAt: callTimes.find((time) => time > said) ?? null,
    now: ctx.clock.now().toISOString(),
    field,
    pipeline,
    currency,
    definition: definitions.find(({ name }) => name === property) ?? null,
  });
}

const over: StatementVerdict = { verdict: 'over', crmValue: null };

/** Who has left and stands on a deal still. */
async function judgeContact({ ctx, record }: { ctx: Context; record: CrmRecordRow }): Promise<StatementVerdict> {
  const deals = await listAssociated({ ctx, input: { recordId: record.recordId, toType: 'deal' } });
  const names = deals.map(({ name, externalId }) => name ?? externalId).join(', ');
  return names === '' ? { verdict: 'agrees', crmValue: null } : { verdict: 'contradicts', crmValue: names };
}
