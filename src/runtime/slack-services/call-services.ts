import { callPage, findCall } from '#modules/calls';
import { resolveAccount } from '#modules/crm';
import { listCallsOfPeriod } from '#modules/matching';
import { SophiaError } from '#platform/errors';
import type { SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';

/** What people ask about calls. */
export function callServices({
  full,
  baseUrl,
}: {
  full: FullContext;
  baseUrl: () => string;
}): Pick<SlackServices, 'listCalls' | 'getCallSummary'> {
  return {
    listCalls: async ({ ctx, input: { account: text, ...period } }) => {
      const named = text === null ? null : await resolveAccount({ ctx, input: { text } });
      const input = { ...period, recordId: named?.recordId ?? null };
      const { calls, total } = await listCallsOfPeriod({ ctx, input });
      const lines = calls.map(({ callId, title, date, account }) => {
        const address = `${baseUrl()}${callPage({ ctx, callId })}`;
        return { callId, title: title ?? 'A call without a title', date, account, address };
      });
      return { calls: lines, total, accountName: named === null ? null : (named.name ?? text) };
    },
    getCallSummary: async ({ ctx, input }) => {
      const { callId } = await findCall({ ctx, input });
      const connected = full(ctx);
      const { readers } = connected.notify;
      const view = await readers.loadView({ ctx: connected, kind: 'call_summary', subject: { callId } });
      if (view?.kind === 'call_summary') return view;
      throw new SophiaError(
        'analysis.not-found',
        `Expected the call ${callId} to be analyzed, found that it is not yet.`,
      );
    },
  };
}
