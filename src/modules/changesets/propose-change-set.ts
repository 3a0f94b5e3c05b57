import type { Change, ChangeState, DraftChange } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { currentTraceparent } from '#platform/telemetry';
import type { ChangeContext } from './change-context.ts';
import { identityOf } from './identity-of.ts';
import { type Judgement, judgeDraft } from './judge-draft.ts';
import { loadChangeSet } from './load-change.ts';
import { loadOthers } from './load-others.ts';
import { createMirrorReader } from './mirror/create-mirror-reader.ts';
import { type ChangeRow, moveChange, recordMoves } from './move-change.ts';
import { ProposeChangeSetInput } from './schema.ts';
import { seenChange } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';
import { toChange } from './to-change.ts';
import { withoutOldWords } from './without-old-words.ts';

const hourMs = 3_600_000;
const openStates: ReadonlySet<ChangeState> = new Set(['proposed', 'waiting', 'suggested']);

/**
 * Stores what is to be done to the CRM, each change judged by the policy in force. The same key gives the set that
 * there is; a change that stands, waits or was turned down already is kept as refused, with the reason.
 */
export async function proposeChangeSet({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: ProposeChangeSetInput;
}): Promise<{ changeSetId: string; created: boolean; changes: Change[] }> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  const asked = parseInput({ schema: ProposeChangeSetInput, input, what: 'a change set' });
  return transact({ ctx }, async (inner) => {
    const { changeSetId, created } = await insertSet(inner, asked);
    const written = created ? await insertChanges({ ctx: inner, changeSetId, asked }) : null;
    if (written !== null) {
      const states = written.map(({ state }) => state);
      await audit({
        ctx: inner,
        action: 'change_set.proposed',
        resource: { type: 'change_set', id: changeSetId },
        details: { key: asked.key, policy: inner.policy.hash, states },
      });
      if (states.some((state) => openStates.has(state))) {
        await publish({ ctx: inner, event: { type: 'change_set.proposed', changeSetId, callId: asked.callId } });
      }
    }
    const rows = isToldAsWritten(inner, asked) ? written : null;
    const told = await withoutOldWords(inner, rows ?? (await loadChangeSet(inner, changeSetId)).rows);
    return { changeSetId, created, changes: told.map(toChange) };
  });
}

/** Whoever sees only a part may not see all that they propose; of two about the same thing the later ends the other. */
function isToldAsWritten(ctx: ChangeContext, { drafts }: ProposeChangeSetInput): boolean {
  return seenChange(ctx) === undefined && new Set(drafts.map(identityOf)).size === drafts.length;
}

async function insertSet(
  ctx: ChangeContext,
  asked: ProposeChangeSetInput,
): Promise<{ changeSetId: string; created: boolean }> {
  const { drafts: _drafts, ...given } = asked;
  const inserted = await ctx.db
    .insert(changeSets)
    .values({
      ...given,
      id: ctx.ids.create('changeSet'),
      workspaceId: ctx.workspaceId,
      dryRun: ctx.dryRun,
      policyHash: ctx.policy.hash,
      proposedAt: ctx.clock.now(),
      traceparent: currentTraceparent(),
    })
    .onConflictDoNothing()
    .returning({ id: changeSets.id });
  const made = inserted[0];
  if (made !== undefined) return { changeSetId: made.id, created: true };
  const [known] = await ctx.db
    .select({ id: changeSets.id })
    .from(changeSets)
    .where(and(eq(changeSets.workspaceId, ctx.workspaceId), eq(changeSets.key, asked.key)));
  if (known === undefined) throw new Error(`The change set ${asked.key} was neither stored nor found.`);
  return { changeSetId: known.id, created: false };
}

/** Judged one after the other and written together; two drafts of one set that are about the same thing apart. */
async function insertChanges({
  ctx,
  changeSetId,
  asked,
}: {
  ctx: ChangeContext;
  changeSetId: string;
  asked: ProposeChangeSetInput;
}): Promise<ChangeRow[]> {
  const mirror = createMirrorReader({ ctx, drafts: asked.drafts });
  const inserted: ChangeRow[] = [];
  let waiting: NewChange[] = [];
  let others = await loadOthers({ ctx, drafts: asked.drafts });
  let expiresAtMs = 0;
  for (const [position, draft] of asked.drafts.entries()) {
    const identity = identityOf(draft);
    if (waiting.some((row) => row.identity === identity)) {
      const rows = await insertRows({ ctx, rows: waiting });
      inserted.push(...rows);
      others = [...others, ...rows];
      waiting = [];
    }
    const judgement = await judgeDraft({ ctx, draft, tainted: asked.tainted, mirror, others });
    if (openStates.has(judgement.state)) others = await supersede({ ctx, judgement, others });
    waiting.push(toRow({ ctx, changeSetId, position, draft, judgement }));
    if (judgement.state === 'waiting') {
      expiresAtMs = Math.max(expiresAtMs, ctx.clock.now().getTime() + judgement.terms.expireAfterHours * hourMs);
    }
  }
  inserted.push(...(await insertRows({ ctx, rows: waiting })));
  if (expiresAtMs > 0) {
    await ctx.db
      .update(changeSets)
      .set({ expiresAt: new Date(expiresAtMs) })
      .where(eq(changeSets.id, changeSetId));
  }
  return inserted;
}

type NewChange = typeof changes.$inferInsert & Pick<ChangeRow, 'id' | 'identity' | 'state' | 'reason'>;

async function insertRows({ ctx, rows }: { ctx: ChangeContext; rows: readonly NewChange[] }): Promise<ChangeRow[]> {
  if (rows.length === 0) return [];
  const inserted = await ctx.db
    .insert(changes)
    .values([...rows])
    .returning();
  await recordMoves({
    ctx,
    moves: rows.map(({ id, state, reason }) => ({ changeId: id, from: null, to: state, reason })),
  });
  return inserted;
}

function toRow({
  ctx,
  changeSetId,
  position,
  draft,
  judgement,
}: {
  ctx: ChangeContext;
  changeSetId: string;
  position: number;
  draft: DraftChange;
  judgement: Judgement;
}): NewChange {
  const { target, targetName, evidence, confidence, rule } = draft;
  return {
    ...judgement,
    id: ctx.ids.create('change'),
    workspaceId: ctx.workspaceId,
    changeSetId,
    position,
    targetType: target?.objectType ?? null,
    targetId: target?.externalId ?? null,
    targetName,
    property: judgement.facts.field,
    evidence,
    confidence,
    rule,
    updatedAt: ctx.clock.now(),
  };
}

/** What waits for the same field with another value gives way: two answers to one question would confuse. Returns the rest. */
async function supersede({
  ctx,
  judgement,
  others,
}: {
  ctx: ChangeContext;
  judgement: Judgement;
  others: readonly ChangeRow[];
}): Promise<readonly ChangeRow[]> {
  if (judgement.action.type !== 'set_property') return others;
  const older = others.filter(
    ({ identity, state }) => identity === judgement.identity && (state === 'waiting' || state === 'suggested'),
  );
  for (const change of older) {
    await moveChange({
      ctx,
      change,
      to: 'expired',
      reason: 'A later change proposes another value for the same field.',
    });
  }
  return others.filter((other) => !older.includes(other));
}
