import { z } from 'zod';
import { type ChangeState, DraftChange, type PolicyVerdict } from '#contracts';
import { authorise, keptValues } from '#modules/access';
import { parseInput } from '#platform/errors';
import { and, eq, ne } from '#platform/sql';
import type { ChangeContext } from '../change-context.ts';
import { changeValue } from '../change-value.ts';
import { type Judgement, judgeDraft } from '../judge-draft.ts';
import { loadOthers } from '../load-others.ts';
import { createMirrorReader } from '../mirror/create-mirror-reader.ts';
import { changes } from '../tables.ts';
import { sameValue } from '../values/same-value.ts';

const PreviewChangesInput = z.strictObject({
  /** When what the drafts go by was said: who has set a value since knows more. */
  saidAt: z.iso.datetime(),
  tainted: z.boolean(),
  drafts: z.array(DraftChange).max(500),
});
type PreviewChangesInput = z.infer<typeof PreviewChangesInput>;

export interface PreviewedChange {
  readonly draft: DraftChange;
  readonly identity: string;
  readonly oldValue: string | null;
  /** Whether what stands there is kept from whoever looks: words of a call that they do not see. */
  readonly oldValueKept: boolean;
  readonly state: ChangeState;
  readonly verdict: PolicyVerdict;
  /** Null where the history of the field refuses it. */
  readonly policyRule: string | null;
  readonly reason: string;
}

/**
 * What would become of drafts of a call that is past, without storing anything: beside the checks that every change
 * passes, what was asked before about the call, or was set since by anybody, is refused.
 */
export async function previewChanges({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: PreviewChangesInput;
}): Promise<PreviewedChange[]> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  const { saidAt, tainted, drafts } = parseInput({ schema: PreviewChangesInput, input, what: 'drafts of changes' });
  const mirror = createMirrorReader({ ctx, drafts });
  const others = await loadOthers({ ctx, drafts });
  const previews: PreviewedChange[] = [];
  for (const draft of drafts) {
    const judgement = await judgeDraft({ ctx, draft, tainted, mirror, others });
    const late = judgement.state === 'refused' ? null : await refusalOf({ ctx, draft, judgement, saidAt });
    const { identity, oldValue, state, verdict, policyRule, reason } = judgement;
    previews.push({
      draft,
      identity,
      oldValue,
      oldValueKept: false,
      ...(late === null
        ? { state, verdict, policyRule, reason }
        : { state: 'refused', verdict: 'refuse', policyRule: null, reason: late }),
    });
  }
  return withoutOthersWords({ ctx, previews });
}

/** What stands there may be words of a call that whoever looks does not see. */
async function withoutOthersWords({
  ctx,
  previews,
}: {
  ctx: ChangeContext;
  previews: readonly PreviewedChange[];
}): Promise<PreviewedChange[]> {
  const values = previews.map(({ draft: { target, action }, oldValue }) => ({
    objectType: target?.objectType ?? '',
    externalId: target?.externalId ?? '',
    property: action.type === 'set_property' ? action.property : '',
    value: oldValue,
  }));
  const kept = await keptValues(ctx, values);
  return previews.map((preview, place) =>
    kept.has(place) ? { ...preview, oldValue: null, oldValueKept: true } : preview,
  );
}

async function refusalOf({
  ctx,
  draft,
  judgement,
  saidAt,
}: {
  ctx: ChangeContext;
  draft: DraftChange;
  judgement: Judgement;
  saidAt: string;
}): Promise<string | null> {
  const { identity, oldValueAt, facts } = judgement;
  if (draft.action.type === 'set_property' && oldValueAt !== null && oldValueAt > new Date(saidAt)) {
    return `Somebody has set the value after the call, on ${oldValueAt.toISOString().slice(0, 10)}.`;
  }
  const callIds = draft.evidence.map(({ callId }) => callId);
  const value = draft.action.type === 'set_property' ? draft.action.value : null;
  const before = await ctx.db
    .select()
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.identity, identity), ne(changes.state, 'refused')));
  const asked = before.find(
    (row) =>
      row.evidence.some(({ callId }) => callId !== null && callIds.includes(callId)) &&
      sameValue({ type: facts.value, left: changeValue(row), right: value }),
  );
  return asked === undefined
    ? null
    : `It was proposed from this call before: the change ${asked.id} is ${asked.state}.`;
}
