import { getApproval, listWaitingChanges } from '#modules/changesets';
import { listContradictions } from '#modules/contradictions';
import { getRecord, readValueWords } from '#modules/crm';
import { createChangeWords, type NotificationKind, type NotificationSubject } from '#modules/notifications';
import type { Context } from '#platform/context';
import type { DecisionsWaiting, SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';
import { type Member, ownerIdsOf } from './owner-ids-of.ts';

/** So many that wait are looked at; whoever has more decides on these first. */
const mostLooked = 200;
const mostCards = 4;

type Line = DecisionsWaiting['lines'][number];

/** What waits for somebody's word, with the cards on which they give it. */
export function decisionServices(full: FullContext): Pick<SlackServices, 'listDecisions'> {
  return {
    listDecisions: async ({ ctx, input: { member, limit } }) => {
      const changes = await changesOf(ctx);
      const disputes = await disputesOf({ ctx, member });
      const approvals: DecisionsWaiting['approvals'][number][] = [];
      for (const changeSetId of [...new Set(changes.map((change) => change.changeSetId))].slice(0, mostCards)) {
        const view = await viewOf({ ctx: full(ctx), kind: 'approval_request', subject: { changeSetId } });
        if (view?.kind === 'approval_request') approvals.push(view);
      }
      const contradictions: DecisionsWaiting['contradictions'][number][] = [];
      const lines: Line[] = changes.map(({ line }) => line);
      for (const { contradictionId } of disputes.slice(0, limit)) {
        const view = await viewOf({ ctx: full(ctx), kind: 'contradiction', subject: { contradictionId } });
        if (view?.kind !== 'contradiction') continue;
        contradictions.push(view);
        const { saidIn, other } = view;
        const [said, beside] = saidIn === 'email' ? ['an e-mail', 'a call'] : ['a call', 'an e-mail'];
        const further = other === null ? '' : `, ${beside} ${other.value}`;
        const what = `${view.field} of ${view.record}: the CRM has ${view.crmValue ?? 'nothing'}, ${said} says ${view.saidValue}${further}`;
        lines.push({ id: contradictionId, what, options: other === null ? ['crm', saidIn] : ['crm', 'call', 'email'] });
      }
      return { lines: lines.slice(0, limit), total: changes.length + disputes.length, approvals, contradictions };
    },
  };
}

async function viewOf({
  ctx,
  kind,
  subject,
}: {
  ctx: ReturnType<FullContext>;
  kind: NotificationKind;
  subject: NotificationSubject;
}) {
  return ctx.notify.readers.loadView({ ctx, kind, subject });
}

/** The changes that wait on which they may decide: by their address, or as an administrator on every one. */
async function changesOf(ctx: Context): Promise<{ changeSetId: string; line: Line }[]> {
  const { changes } = await listWaitingChanges({ ctx, input: { limit: mostLooked } });
  const wordsOf = createChangeWords({ ctx, words: await readValueWords(ctx) });
  const found: { changeSetId: string; line: Line }[] = [];
  for (const change of changes) {
    const { changeId, changeSetId, targetName } = change;
    const { mayDecide } = await getApproval({ ctx, input: { changeId } });
    if (!mayDecide) continue;
    const { field, oldValue, newValue } = await wordsOf(change);
    const what = `${field} of ${targetName ?? 'the CRM'}: ${oldValue ?? 'empty'} → ${newValue}`;
    found.push({ changeSetId, line: { id: changeId, what, options: ['approve', 'reject'] } });
  }
  return found;
}

/** Open contradictions of records that are theirs; one that a change on a card settles is asked about there. */
async function disputesOf({ ctx, member }: { ctx: Context; member: Member }): Promise<{ contradictionId: string }[]> {
  const input = { state: 'open', recordId: null, limit: mostLooked } as const;
  const { contradictions } = await listContradictions({ ctx, input });
  const own = await ownerIdsOf({ ctx, member });
  const found: { contradictionId: string }[] = [];
  for (const { contradictionId, recordId, changeId } of contradictions) {
    if (changeId !== null) continue;
    const { ownerId } = await getRecord({ ctx, input: { recordId } });
    if (ownerId !== null && own.has(ownerId)) found.push({ contradictionId });
  }
  return found;
}
