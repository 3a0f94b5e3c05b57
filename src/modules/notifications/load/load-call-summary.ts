import type { Statement } from '#contracts';
import { callPage, type PlayerAddress, playerAddressOf } from '#modules/calls';
import { getRecord } from '#modules/crm';
import { getReport } from '#modules/insights';
import { ledgerPage } from '#modules/ledger';
import { type CallMatch, getMatch } from '#modules/matching';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { CallSummaryView, PointView } from '../views.ts';
import { findAccount } from './find-account.ts';

/** A call by its newest analysis, with the record it belongs to. */
export async function loadCallSummary({
  question,
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<CallSummaryView | null> {
  const { ctx, subject } = question;
  const { callId } = subject;
  if (callId === undefined) return null;
  const { result } = await getReport({ ctx, input: { callId, analysisId: null } });
  const { call, findings } = result;
  const address = await playerAddressOf({ ctx, callId });
  const match = await getMatch({ ctx, input: { callId } });
  const lastMs = call.turns.at(-1)?.endMs ?? null;
  return {
    kind: 'call_summary',
    title: call.title ?? 'Call',
    account: (question.account ?? (await findAccount(question)))?.companyName ?? null,
    deal: await dealOf({ ctx, match }),
    date: call.date,
    durationMinutes: lastMs === null ? null : Math.max(1, Math.round(lastMs / 60_000)),
    people: call.parties.map(({ name }) => name),
    outcome: findings.outcome === null ? null : pointOf({ statement: findings.outcome, address }),
    keyPoints: findings.keyPoints.map((statement) => pointOf({ statement, address })),
    nextSteps: findings.commitments.map(({ text, owner, due, startMs }) => ({
      text,
      owner,
      due: due?.date ?? null,
      address: address(startMs),
    })),
    risks: findings.risks.map(({ quote, severity, startMs }) => ({ text: quote, severity, address: address(startMs) })),
    unclear: unclearDeals({ ctx, match, baseUrl }),
    reportAddress: `${baseUrl}${callPage({ ctx, callId })}`,
    playerAddress: address(null),
  };
}

function pointOf({ statement, address }: { statement: Statement; address: PlayerAddress }): PointView {
  return { text: statement.text, address: address(statement.startMs) };
}

async function dealOf({
  ctx,
  match,
}: Pick<SubjectOfNotification, 'ctx'> & { match: CallMatch | null }): Promise<CallSummaryView['deal']> {
  const link = match?.links.find(({ objectType }) => objectType === 'deal');
  if (link === undefined) return null;
  const { externalId, name } = await getRecord({ ctx, input: { recordId: link.recordId } });
  const { crm } = ctx.connections;
  const address = crm.state === 'off' ? null : crm.client.recordAddress({ objectType: 'deal', externalId });
  return { name: name ?? externalId, address };
}

function unclearDeals({
  ctx,
  match,
  baseUrl,
}: Pick<SubjectOfNotification, 'ctx'> & { match: CallMatch | null; baseUrl: string }): CallSummaryView['unclear'] {
  if (match?.state !== 'ambiguous') return null;
  const deals = match.candidates.map(({ name, recordId }) => name ?? recordId);
  return { deals, address: `${baseUrl}${ledgerPage({ ctx })}` };
}
