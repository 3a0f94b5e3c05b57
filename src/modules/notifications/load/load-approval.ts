import { type Change, commandIn } from '#contracts';
import { callPage } from '#modules/calls';
import { getApproval, getChangeSet } from '#modules/changesets';
import { readValueWords, type ValueWords } from '#modules/crm';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { ApprovalView, ChangeView } from '../views.ts';
import { createChangeWords, type WordsOfChange } from './create-change-words.ts';
import { findAccount } from './find-account.ts';
import { nameContradiction } from './name-contradiction.ts';
import { type QuoteOf, readQuotes } from './read-quotes.ts';

interface Reading {
  readonly ctx: SubjectOfNotification['ctx'];
  readonly callId: string | null;
  readonly words: ValueWords;
  readonly wordsOf: WordsOfChange;
  readonly quotesOf: (callId: string) => Promise<QuoteOf>;
}

/** What of a change set was or is to be decided; what the policy let through stands in the report. */
export async function loadApproval({
  question,
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<ApprovalView | null> {
  const { ctx, subject } = question;
  const { changeSetId } = subject;
  if (changeSetId === undefined) return null;
  const { callId, ...set } = await getChangeSet({ ctx, input: { changeSetId } });
  const words = await readValueWords(ctx);
  const wordsOf = createChangeWords({ ctx, words });
  const known = new Map<string, QuoteOf>();
  async function quotesOf(saidIn: string): Promise<QuoteOf> {
    const quotes = known.get(saidIn) ?? (await readQuotes({ ctx, callId: saidIn, baseUrl }));
    known.set(saidIn, quotes);
    return quotes;
  }
  const changes: ChangeView[] = [];
  for (const change of set.changes.filter(isAskedAbout)) {
    changes.push(await viewOf({ change, reading: { ctx, callId, words, wordsOf, quotesOf } }));
  }
  // Whoever owns the deal may not see the call, and a card is read by whoever stands in the channel.
  const isOff = set.changes.length > 0 && set.changes.every(({ action }) => action.type === 'dissociate');
  return {
    kind: 'approval_request',
    changeSetId,
    title: isOff ? `To be taken off ${set.changes[0]?.targetName ?? 'a record'}` : set.title,
    account: (question.account ?? (await findAccount(question)))?.companyName ?? null,
    reportAddress: callId === null || isOff ? null : `${baseUrl}${callPage({ ctx, callId })}`,
    changes,
    expiresAt: set.expiresAt,
    dryRun: set.dryRun,
  };
}

/** What the policy let through is asked about where it became too old to be written unasked. */
function isAskedAbout({ verdict, state }: Change): boolean {
  return verdict === 'ask' || state === 'waiting';
}

async function viewOf({ change, reading }: { change: Change; reading: Reading }): Promise<ChangeView> {
  const { ctx, callId, words, wordsOf, quotesOf } = reading;
  const approval = await getApproval({ ctx, input: { changeId: change.changeId } });
  const proof = change.evidence.find(({ evidence }) => evidence !== null);
  const saidIn = proof?.callId ?? callId;
  const evidence = proof?.evidence ?? null;
  return {
    changeId: change.changeId,
    target: change.targetName,
    ...(await wordsOf(change)),
    isEditable: change.action.type === 'set_property',
    isUndoable: isUndoable(change),
    quote: evidence === null || saidIn === null ? null : (await quotesOf(saidIn))(evidence),
    note: noteOf(change),
    contradiction: await nameContradiction({ ctx, change, callId: saidIn, words }),
    confidence: change.confidence,
    rule: change.rule,
    reason: change.reason,
    state: change.state,
    problem: change.problem,
    decisions: approval.decisions.map(({ decidedBy: by, decision, reason, at }) => ({ by, decision, reason, at })),
    deciders: change.state === 'waiting' ? whoDecides({ ctx, changeId: change.changeId, approval }) : null,
    undone: approval.undone,
  };
}

/** What was refused once may be tried again; of a merge there is no way back. */
function isUndoable({ action, state }: Change): boolean {
  return action.type !== 'merge' && (state === 'applied' || state === 'undo_refused');
}

/** Whoever runs Sophia may always decide, and is named where nobody else may. */
function whoDecides({
  ctx,
  changeId,
  approval: { approvers, departed, needed },
}: {
  ctx: SubjectOfNotification['ctx'];
  changeId: string;
  approval: Awaited<ReturnType<typeof getApproval>>;
}): string {
  if (approvers.length > 0) return `${needed > 1 ? `${needed} of these decide` : 'Decides'}: ${approvers.join(', ')}`;
  const names = departed.map(({ name }) => name).join(' and ');
  const left = names === '' ? '' : `⚠ ${names}, whose record it is, has left the CRM. Until it has another owner, `;
  return `${left === '' ? 'Whoever' : `${left}whoever`} runs Sophia decides: ${commandIn(ctx, `sophia changes approve ${changeId.slice(-8)}`)}`;
}

/** Of a merge everything that speaks for it, because there is no way back; otherwise the first word. */
function noteOf({ action, evidence }: Change): string | null {
  const notes = evidence.flatMap(({ note }) => (note === null ? [] : [note]));
  if (action.type !== 'merge' || notes.length === 0) return notes[0] ?? null;
  return notes.map((note) => (note.endsWith('.') ? note : `${note}.`)).join(' ');
}
