import { z } from 'zod';
import { GetWaterfallInput, type Waterfall, WaterfallPart, waterfallParts } from '#contracts';
import { authorise } from '#modules/access';
import { getWorkspace } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { sql } from '#platform/sql';
import { createDayReader } from './days.ts';
import { findNights } from './nights.ts';
import { resolveFilter } from './pipeline-filter.ts';
import type { PositionTable } from './position-table.ts';
import { readPeriod } from './read-period.ts';
import { standingAt, type WaterfallQuestion, waterfallEntries } from './waterfall-entries.ts';

const mostDeals = 200;

const SumRow = z.object({ currency: z.string(), count: z.int(), minor: z.int() });
const PartRow = SumRow.extend({ part: WaterfallPart });
const EntryRow = z.object({
  recordId: z.string(),
  deal: z.string(),
  part: WaterfallPart,
  currency: z.string(),
  amountMinor: z.int(),
  because: z.string(),
  total: z.int(),
});

type Question = WaterfallQuestion & { readonly table: PositionTable };

/**
 * What led from the pipeline of one night to that of another, by what was known then or by what is known of both by now,
 * each currency by itself: the opening and all parts add up to the closing. Throws `pipeline.not-frozen`.
 */
export async function getWaterfall({ ctx, input }: Verb<GetWaterfallInput>): Promise<Waterfall> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const {
    since,
    until,
    closing,
    clock = 'known',
    ...narrowing
  } = parseInput({
    schema: GetWaterfallInput,
    input,
    what: 'a waterfall of the pipeline',
  });
  const { timeZone } = await getWorkspace({ ctx });
  const today = createDayReader(timeZone)(ctx.clock.now());
  const period = closing === null ? null : readPeriod({ text: closing, today });
  const filter = await resolveFilter({ ctx, input: narrowing });
  const { from, to, table } = await findNights({ ctx, since, until, clock });
  if (to.day < from.day) {
    throw new SophiaError(
      'input.invalid',
      `Expected an end that is not before the beginning, found ${to.day} before ${from.day}.`,
    );
  }
  const question = { ctx, from: from.day, to: to.day, filter, closing: period, table };
  const currencies = await sumParts(question);
  const entries = await listEntries(question);
  return {
    from,
    to,
    closing: period,
    narrowed: filter.words,
    currencies,
    deals: entries.map(({ total: _total, ...entry }) => entry),
    more: (entries[0]?.total ?? 0) - entries.length,
  };
}

async function sumParts(question: Question): Promise<Waterfall['currencies']> {
  const { ctx, from, to, table } = question;
  const opening = await sumsOf(question, from);
  const closing = await sumsOf(question, to);
  const { rows } = await ctx.db.execute(sql`
    ${table.before} select entry.currency, entry.part, count(distinct entry.record_id)::int as count, sum(entry.minor)::float8 as minor
    from ${waterfallEntries(question)} entry group by entry.currency, entry.part`);
  const parts = rows.map((row) => PartRow.parse(row));
  const all = [...opening, ...closing, ...parts].map(({ currency }) => currency);
  return [...new Set(all)].sort().map((currency) => ({
    currency,
    opening: sumFor(opening, currency),
    parts: waterfallParts.flatMap((part) =>
      parts
        .filter((row) => row.currency === currency && row.part === part)
        .map(({ count, minor }) => ({ part, count, amountMinor: minor })),
    ),
    closing: sumFor(closing, currency),
  }));
}

async function sumsOf({ ctx, filter, closing, table }: Question, day: string): Promise<z.infer<typeof SumRow>[]> {
  const { rows } = await ctx.db.execute(sql`${table.before} ${standingAt({ ctx, day, filter, closing, table })}`);
  return rows.map((row) => SumRow.parse(row));
}

function sumFor(sums: readonly z.infer<typeof SumRow>[], currency: string): { count: number; amountMinor: number } {
  const { count = 0, minor = 0 } = sums.find((sum) => sum.currency === currency) ?? {};
  return { count, amountMinor: minor };
}

async function listEntries(question: Question): Promise<z.infer<typeof EntryRow>[]> {
  const { rows } = await question.ctx.db.execute(sql`
    ${question.table.before} select entry.record_id as "recordId", coalesce(record.name, record.external_id) as deal, entry.part, entry.currency,
      entry.minor::float8 as "amountMinor", entry.because,
      (count(*) over ())::int as total
    from ${waterfallEntries(question)} entry join crm_records record on record.id = entry.record_id
    order by abs(entry.minor) desc, entry.record_id, entry.part, entry.minor limit ${mostDeals}`);
  return rows.map((row) => EntryRow.parse(row));
}
