import { z } from 'zod';
import { WarningKind } from '#contracts';
import type { World } from '../simulators/world/schema.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { type ReplayInput, replayWarnings } from './replay-warnings.ts';

interface WarningsInput extends ReplayInput {
  /** The key of the world of each deal of HubSpot. */
  readonly keys: ReadonlyMap<string, string>;
}

/** A time during which a deal deserved a warning, or had one. */
interface Spell {
  readonly deal: string;
  readonly kind: string;
  readonly from: string;
  readonly until: string | null;
}

const daysBack = 90;
/** So near a call must lie that it counts as a next step. */
const daysAhead = 14;
const dayMs = 86_400_000;

/**
 * Watches the deals of the taken company at every midnight of the last ninety days, with the mirror as it stood then,
 * and compares what is raised and cleared with the spells that the generator's own rules found.
 */
export async function warningRows(input: WarningsInput): Promise<EvaluationRow[]> {
  const raised = await replay(input);
  const { warnings } = input.world.truth;
  const wanted = warnings.map(({ dealKey, ...spell }): Spell => ({ ...spell, deal: dealKey }));
  return WarningKind.options.map((kind) => {
    const judged = judge({
      wanted: wanted.filter((one) => one.kind === kind),
      raised: raised.filter((one) => one.kind === kind),
    });
    const row = rowOf({ kind, ...judged });
    if (kind !== 'no_next_step') return row;
    const unseen = judged.falseAlarms.filter((one) => isInCalendarsAlone({ world: input.world, spell: one })).length;
    return { ...row, note: `${row.note}, ${unseen} of them before a call that stood in nothing but calendars` };
  });
}

interface Judged {
  readonly wanted: readonly Spell[];
  readonly raised: readonly Spell[];
  readonly pairs: readonly { readonly spell: Spell; readonly met: Spell }[];
  readonly falseAlarms: readonly Spell[];
}

function judge({ wanted, raised }: Pick<Judged, 'wanted' | 'raised'>): Judged {
  const pairs = wanted.flatMap((spell) => {
    const met = raised.find((one) => overlaps(one, spell));
    return met === undefined ? [] : [{ spell, met }];
  });
  return { wanted, raised, pairs, falseAlarms: raised.filter((one) => !wanted.some((spell) => overlaps(one, spell))) };
}

function rowOf({ kind, wanted, raised, pairs, falseAlarms }: Judged & { readonly kind: WarningKind }): EvaluationRow {
  const ended = pairs.filter(({ spell }) => spell.until !== null);
  const cleared = ended.filter(({ spell, met }) => met.until !== null && isWithinADay(met.until, spell.until));
  const onTheDay = pairs.filter(({ spell, met }) => isWithinADay(met.from, spell.from)).length;
  const total = wanted.length + raised.length;
  const right = raised.length - falseAlarms.length;
  return {
    measure: `warning ${kind}`,
    sample: `${wanted.length} spells`,
    floor: null,
    published: null,
    reached: total === 0 ? 1 : (wanted.length === 0 ? 0 : pairs.length + right) / total,
    unit: 'F1',
    note: `raised in ${pairs.length} of ${wanted.length} spells, ${onTheDay} of them within a day; of ${ended.length} that ended ${cleared.length} cleared within a day; ${falseAlarms.length} of ${raised.length} raised were false alarms`,
  };
}

/** A call lay ahead that nobody had put into the CRM. */
function isInCalendarsAlone({ world, spell }: { world: World; spell: Spell }): boolean {
  const meetings = world.activities.filter(({ kind, dealKey }) => kind === 'meeting' && dealKey === spell.deal);
  return [...world.calls, ...world.upcomingCalls].some(
    ({ dealKey, scheduledAt }) =>
      dealKey === spell.deal &&
      scheduledAt >= spell.from &&
      Date.parse(scheduledAt) - Date.parse(spell.from) <= daysAhead * dayMs &&
      !meetings.some(({ at }) => at === scheduledAt),
  );
}

function overlaps(one: Spell, other: Spell): boolean {
  if (one.deal !== other.deal) return false;
  return one.from < (other.until ?? '9') && other.from < (one.until ?? '9');
}

function isWithinADay(one: string, other: string | null): boolean {
  return other !== null && Math.abs(Date.parse(one) - Date.parse(other)) <= dayMs;
}

async function replay({ keys, ...taken }: WarningsInput): Promise<Spell[]> {
  await replayWarnings({ ...taken, daysBack });
  const Row = z.object({ deal: z.string(), kind: z.string(), from: z.date(), until: z.date().nullable() });
  const found = await taken.database.pool.query(`
    select record.external_id as deal, warning.kind, warning.raised_at as from, warning.cleared_at as until
    from deal_warnings warning join crm_records record on record.id = warning.record_id`);
  return z
    .array(Row)
    .parse(found.rows)
    .map(({ deal, kind, from, until }) => ({
      deal: keys.get(deal) ?? deal,
      kind,
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
    }));
}
