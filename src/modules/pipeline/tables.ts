import { bigint, date, doublePrecision, integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';
import type { DealState } from './position.ts';

export const pipelineSnapshots = pgTable(
  'pipeline_snapshots',
  {
    workspaceId: text('workspace_id').notNull(),
    day: day('day').notNull(),
    origin: text('origin').$type<'nightly' | 'history'>().notNull(),
    takenAt: instant('taken_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.day] })],
);

export const pipelinePositions = pgTable(
  'pipeline_positions',
  {
    workspaceId: text('workspace_id').notNull(),
    recordId: text('record_id').notNull(),
    fromDay: day('from_day').notNull(),
    /** The first day on which it was something else, or not there; null while it goes on. */
    untilDay: day('until_day'),
    state: text('state').$type<DealState>().notNull(),
    pipelineId: text('pipeline_id'),
    stageId: text('stage_id'),
    stageSince: day('stage_since').notNull(),
    probability: doublePrecision('probability'),
    ownerId: text('owner_id'),
    amountMinor: minorUnits('amount_minor'),
    currency: text('currency').notNull(),
    closeDay: day('close_day'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.recordId, table.fromDay] })],
);

export const pipelineForecasts = pgTable(
  'pipeline_forecasts',
  {
    workspaceId: text('workspace_id').notNull(),
    madeOn: day('made_on').notNull(),
    periodFrom: day('period_from').notNull(),
    periodTo: day('period_to').notNull(),
    currency: text('currency').notNull(),
    wonMinor: minorUnits('won_minor').notNull(),
    openMinor: minorUnits('open_minor').notNull(),
    lowMinor: minorUnits('low_minor'),
    expectedMinor: minorUnits('expected_minor'),
    highMinor: minorUnits('high_minor'),
    /** How many past nights the range was scored at, and how often what happened was inside of it. */
    nights: integer('nights').notNull(),
    inside: integer('inside').notNull(),
    body: jsonb('body').$type<unknown>().notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.madeOn, table.periodFrom, table.periodTo, table.currency] }),
  ],
);

export const pipelineQuotas = pgTable('pipeline_quotas', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  subjectKind: text('subject_kind').$type<'company' | 'team' | 'owner'>().notNull(),
  subjectId: text('subject_id').notNull(),
  subjectName: text('subject_name').notNull(),
  fromDay: day('from_day').notNull(),
  toDay: day('to_day').notNull(),
  currency: text('currency').notNull(),
  amountMinor: minorUnits('amount_minor').notNull(),
  setAt: instant('set_at').notNull(),
});

function day(name: string) {
  return date(name, { mode: 'string' });
}

function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}

function minorUnits(name: string) {
  return bigint(name, { mode: 'number' });
}
