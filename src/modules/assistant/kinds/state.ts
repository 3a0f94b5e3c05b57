import { z } from 'zod';
import { commandIn, LedgerStation, stationLabels } from '#contracts';
import { isAllowed } from '#modules/access';
import { countUnderWay } from '#modules/ledger';
import { listUndecidedCalls } from '#modules/matching';
import { sql } from '#platform/sql';
import { answerList } from './answer-list.ts';
import { counts, emptyDraft, runQuery } from './draft.ts';
import { periodName, within } from './filters.ts';
import type { Asked, Draft, DraftLine, QuestionKind } from './question-kind.ts';

const GapRow = z.object({
  title: z.string(),
  missing: z.union([LedgerStation, z.literal('arrived')]),
  detail: z.string().nullable(),
  day: z.string(),
  call_id: z.string().nullable(),
});
type GapRow = z.infer<typeof GapRow>;

function stationWord(missing: GapRow['missing']): string {
  return missing === 'arrived' ? missing : stationLabels[missing].toLowerCase();
}

const Freshness = z.object({
  calls: z.number(),
  newest: z.string().nullable(),
  read: z.string().nullable(),
  deals: z.number(),
});

async function freshness(asked: Asked): Promise<Draft> {
  const { workspaceId, timeZone } = asked.scope;
  const { rows, ran } = await runQuery({
    asked,
    definition: 'How many calls and deals there are, the day of the newest call, and when the CRM was read last',
    query: sql`select (select count(*)::int from calls one where ${asked.scope.call('one')}) as calls,
        (select max(call_date)::text from calls one where ${asked.scope.call('one')}) as newest,
        (select to_char(max(last_success_at) at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI') from sync_cursors where workspace_id = ${workspaceId} and stream <> 'people') as read,
        (select count(*)::int from crm_records record where record.object_type = 'deal' and ${asked.scope.record('record')}) as deals`,
    row: Freshness,
  });
  const { calls = 0, newest = null, read = null, deals = 0 } = rows[0] ?? {};
  return {
    ...emptyDraft,
    text: `There are ${counts(calls, 'call')}, the newest of ${newest ?? 'no known day'}, and ${counts(deals, 'deal')}; the vendors were read last ${read === null ? 'never' : `on ${read}`}.`,
    figures: [
      { name: 'calls', value: calls, unit: 'calls', query: 0, column: 'calls' },
      { name: 'deals', value: deals, unit: 'deals', query: 0, column: 'deals' },
    ],
    queries: [ran],
    actions: [{ label: 'See every stream', command: 'sophia sync status' }],
  };
}

/** Calls with a gap; those that wait for somebody to say what they are about are named beside them. */
async function callsNotArrived(asked: Asked): Promise<Draft> {
  const draft = await answerList({
    asked,
    definition: `Calls${periodName(asked)} that have not arrived everywhere`,
    from: sql`(select coalesce(item.title, item.external_id) as title, item.gap_missing as missing, item.gap_detail as detail, item.day, item.call_id
          from ledger_items item where item.workspace_id = ${asked.scope.workspaceId} and item.gap_cause is not null
            and ${asked.scope.callId(sql`item.call_id`)}) gap`,
    where: asked.slots.period === null ? [] : [within(sql`gap.day`, asked.slots.period)],
    order: sql`day desc, title`,
    columns: sql`title, coalesce(missing, 'arrived') as missing, detail, day::text as day, call_id`,
    row: GapRow,
    line: ({ title, missing, detail, day, call_id: callId }) => ({
      text: `${title} (${day}): not ${stationWord(missing)}${detail === null ? '' : `, ${detail}`}`,
      proofs: callId === null ? [] : [{ type: 'call', callId, title, date: day }],
    }),
    unit: 'calls',
    text: ({ count }) =>
      `${counts(count, 'call')}${periodName(asked)} ${count === 1 ? 'has' : 'have'} not arrived everywhere.`,
    nothing: `No call${asked.scope.isBounded ? ' that is yours to see' : ''}${periodName(asked)} has a gap.`,
    actions: [{ label: 'See the ledger', command: 'sophia ledger --gaps' }],
  });
  const undecided = await notDecided(asked);
  const own = asked.scope.isBounded
    ? ['A call that was never stored is nobody’s yet, so only whoever sees all calls is told of it.']
    : [];
  return {
    ...draft,
    outcome: undecided.lines.length === 0 ? draft.outcome : 'answered',
    text: `${draft.text}${await underWay(asked)}${undecided.text}`,
    lines: [...draft.lines, ...undecided.lines],
    unknown: [...draft.unknown, ...undecided.unknown, ...own],
  };
}

async function underWay({ ctx, slots: { period } }: Asked): Promise<string> {
  const count = period === null ? await countUnderWay({ ctx }) : 0;
  return count === 0 ? '' : ` ${counts(count, 'call')} ${count === 1 ? 'is' : 'are'} still on the way.`;
}

const mostUndecided = 100;
const mostListed = 3;

/** The calls of which no rule decides what they are about: how many in a sentence, which in lines with their proof. */
async function notDecided({ ctx, slots: { period } }: Asked): Promise<Pick<Draft, 'text' | 'lines' | 'unknown'>> {
  const since = period?.from ?? '0001-01-01';
  const input = { since, until: period?.to ?? null, limit: mostUndecided };
  const { undecided } = await listUndecidedCalls({ ctx, input });
  const count = undecided.length;
  if (count === 0) return { text: '', lines: [], unknown: [] };
  const lines = undecided.slice(0, mostListed).map(
    ({ callId, title, externalId, day }): DraftLine => ({
      text: `${title ?? externalId} (${day}): not clear what it is about`,
      proofs: callId === null ? [] : [{ type: 'call', callId, title: title ?? externalId, date: day }],
    }),
  );
  const more = count - lines.length;
  return {
    text: ` Of ${count === mostUndecided ? 'at least ' : ''}${counts(count, 'call')} it is not clear what ${count === 1 ? 'it is' : 'they are'} about. ${whoDecides(ctx)}`,
    lines,
    unknown: more === 0 ? [] : [`${more} more of which it is not clear what they are about are not listed here.`],
  };
}

function whoDecides(ctx: Asked['ctx']): string {
  const ledger = `\`${commandIn(ctx, 'sophia ledger')}\` says what may be meant`;
  return isAllowed({ ctx, action: 'match.correct' })
    ? `${ledger}, and \`${commandIn(ctx, 'sophia calls link CALL --deal NAME')}\` decides it.`
    : `${ledger}; revenue operations or an administrator can say what it is.`;
}

export const stateKinds: readonly QuestionKind[] = [
  {
    id: 'ledger.gaps',
    what: 'Calls that have not arrived everywhere',
    examples: [
      'are any calls missing',
      'which calls have gaps',
      'is the ledger closed',
      'which calls were not analyzed',
      'what is stuck in processing',
      'did every call arrive',
      'missing calls {period}',
      'which transcripts are missing',
      'gaps in the ledger',
      'did all of our calls arrive',
      'did all calls come in {period}',
      'did every recording arrive {period}',
    ],
    answer: callsNotArrived,
  },
  {
    id: 'state.freshness',
    what: 'How current this is',
    examples: [
      'how current is your data',
      'when was the crm last synced',
      'how fresh is the data',
      'when did you last read hubspot',
      'how many calls do you know',
      'what data do you have',
      'last sync',
      'is the data up to date',
      'how many calls are there in total',
    ],
    answer: freshness,
  },
];
