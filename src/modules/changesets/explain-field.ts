import { z } from 'zod';
import type { Change, CrmChangeSource } from '#contracts';
import { authorise } from '#modules/access';
import { leftWords } from '#modules/calls';
import { type CrmRecordRow, getRecord, lastChangeOf } from '#modules/crm';
import type { Context, Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, asc, desc, eq, inArray } from '#platform/sql';
import { changeValue } from './change-value.ts';
import { createDefinitions } from './mirror/create-definitions.ts';
import { seenChange } from './seen-change.ts';
import { approvalDecisions, changeMoveRecords, changes } from './tables.ts';
import { toChange } from './to-change.ts';
import { withoutOldWords } from './without-old-words.ts';

const ExplainFieldInput = z.strictObject({ recordId: z.string().min(1), property: z.string().min(1) });
type ExplainFieldInput = z.infer<typeof ExplainFieldInput>;

export interface FieldExplanation {
  readonly value: string | null;
  /** Who set the value that stands there, as the CRM's history says; null where it says nothing. */
  readonly setBy: { readonly source: CrmChangeSource; readonly at: string } | null;
  /** Whether what stands there is what Sophia wrote. */
  readonly isOurs: boolean;
  /** What Sophia last wrote into the field, with quote, rule and the line of the policy; null where nothing is known of it. */
  readonly written: Change | null;
  /** Whether Sophia has written into it from a call that is gone since, with all that it said. */
  readonly wroteFromRemovedCall: boolean;
  readonly decidedBy: readonly { readonly decidedBy: string; readonly decision: string; readonly at: string }[];
  readonly moves: readonly {
    readonly from: string | null;
    readonly to: string;
    readonly reason: string | null;
    readonly at: string;
  }[];
  /** What is proposed or suggested for it now. */
  readonly open: readonly Change[];
}

/** Where the value of a field comes from: the call and the quote, the rule, the line of the policy, who said yes. */
export async function explainField({ ctx, input }: Verb<ExplainFieldInput>): Promise<FieldExplanation> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId, property } = parseInput({ schema: ExplainFieldInput, input, what: 'a record and a property' });
  const record = await getRecord({ ctx, input: { recordId } });
  const found = await ctx.db
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        seenChange(ctx),
        eq(changes.targetType, record.objectType),
        eq(changes.targetId, record.externalId),
        eq(changes.property, property),
        inArray(changes.state, ['applied', 'undo_refused', 'proposed', 'waiting', 'approved', 'suggested', 'conflict']),
      ),
    )
    .orderBy(desc(changes.appliedAt), desc(changes.id));
  const rows = await withoutOldWords(ctx, found);
  const written = rows.find(({ state }) => state === 'applied' || state === 'undo_refused') ?? null;
  const last = await lastChangeOf({ ctx, input: { recordId, property } });
  const value = record.properties[property] ?? null;
  if (value === null && last === null && rows.length === 0) await assertProperty({ ctx, record, property });
  const setBy = last === null ? null : { source: last.source, at: last.at };
  return {
    value,
    setBy,
    isOurs: written !== null && changeValue(written) === value && setBy?.source !== 'person',
    written: written === null ? null : toChange(written),
    wroteFromRemovedCall: await wroteFromRemovedCall({ ctx, record, property }),
    ...(await historyOf(ctx, written?.id ?? null)),
    open: rows.filter((row) => row !== written && row.appliedAt === null).map(toChange),
  };
}

/** Of what a removed call wrote a hash is left, by which it is known for its words. */
async function wroteFromRemovedCall({ ctx, record, property }: FieldAt): Promise<boolean> {
  const merged = record.properties['hs_merged_object_ids']?.split(';') ?? [];
  const [left] = await ctx.db
    .select({ property: leftWords.property })
    .from(leftWords)
    .where(
      and(
        eq(leftWords.workspaceId, ctx.workspaceId),
        eq(leftWords.objectType, record.objectType),
        inArray(leftWords.externalId, [record.externalId, ...merged]),
        eq(leftWords.property, property),
      ),
    )
    .limit(1);
  return left !== undefined;
}

interface FieldAt {
  readonly ctx: Context;
  readonly record: CrmRecordRow;
  readonly property: string;
}

/** Nothing is told of a field that is none: that would read as if nobody had ever filled it in. */
async function assertProperty({ ctx, record: { objectType, properties }, property }: FieldAt): Promise<void> {
  if (Object.hasOwn(properties, property)) return;
  if ((await createDefinitions(ctx).property({ objectType, name: property })) !== null) return;
  throw new SophiaError(
    'input.invalid',
    `Expected a field of a ${objectType} by its name in the CRM, such as amount, found "${property}". The page of the deal names them.`,
  );
}

async function historyOf(
  ctx: Verb<never>['ctx'],
  changeId: string | null,
): Promise<Pick<FieldExplanation, 'decidedBy' | 'moves'>> {
  if (changeId === null) return { decidedBy: [], moves: [] };
  const decisions = await ctx.db
    .select()
    .from(approvalDecisions)
    .where(and(eq(approvalDecisions.workspaceId, ctx.workspaceId), eq(approvalDecisions.changeId, changeId)))
    .orderBy(asc(approvalDecisions.at));
  const moves = await ctx.db
    .select()
    .from(changeMoveRecords)
    .where(and(eq(changeMoveRecords.workspaceId, ctx.workspaceId), eq(changeMoveRecords.changeId, changeId)))
    .orderBy(asc(changeMoveRecords.at), asc(changeMoveRecords.id));
  return {
    decidedBy: decisions.map(({ decidedBy, decision, at }) => ({ decidedBy, decision, at: at.toISOString() })),
    moves: moves.map(({ fromState, toState, reason, at }) => ({
      from: fromState,
      to: toState,
      reason,
      at: at.toISOString(),
    })),
  };
}
