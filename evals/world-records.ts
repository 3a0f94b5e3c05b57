import { z } from 'zod';
import type { OpenDatabase } from '#platform/db';
import { generateWorld } from '../simulators/world/index.ts';
import type { World } from '../simulators/world/schema.ts';
import { connectedContext } from './connected-context.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { settleByActivities } from './settle-by-activities.ts';
import { takeInWorld } from './take-in-world.ts';
import { judgedWorld } from './world-calls.ts';
import { emailRows } from './world-emails.ts';
import { matchesRows } from './world-matches.ts';
import { warningRows } from './world-warnings.ts';

const Link = z.object({ call: z.string(), deal: z.string().nullable() });
const Promised = z.object({ call: z.string(), quote: z.string(), state: z.string() });
const Contradiction = z.object({
  /** The calls that say it. */
  calls: z.array(z.string()),
  record: z.string(),
  kind: z.string(),
  state: z.string(),
});

/** What Sophia wrote down, by Gong's ids of calls and HubSpot's of deals. */
interface Taken {
  readonly links: readonly z.infer<typeof Link>[];
  readonly promises: readonly z.infer<typeof Promised>[];
  readonly contradictions: readonly z.infer<typeof Contradiction>[];
  /** The key of the world of each deal, contact and company of HubSpot. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Lets a server take in the generated company from Gong and HubSpot as history, and judges what it makes of it. */
export async function evaluate(): Promise<{ rows: EvaluationRow[] }> {
  const world = generateWorld(judgedWorld);
  return takeInWorld(world, async ({ database, keys, crm }) => {
    const ctx = await connectedContext({ database, crm, at: new Date(`${world.today}T00:00:00Z`) });
    await settleByActivities(ctx);
    const taken = { ...(await readTaken(database)), keys };
    const matches = [...matchRows(world, taken), ...(await matchesRows({ world, database, ctx, keys }))];
    const mails = await emailRows({ world, database, keys });
    const found = [...promiseRows(world, taken), ...contradictionRows(world, taken), ...mails];
    return { rows: [...matches, ...found, ...(await warningRows({ world, database, crm, keys }))] };
  });
}

/** What stands in the database, with the ids that the vendors know. */
async function readTaken({ pool }: OpenDatabase): Promise<Omit<Taken, 'keys'>> {
  async function read<Row>(schema: z.ZodType<Row>, question: string): Promise<Row[]> {
    return z.array(schema).parse((await pool.query(question)).rows);
  }
  return {
    links: await read(
      Link,
      `select source.external_id as call, record.external_id as deal from call_sources source
       left join call_links link
         on link.call_id = source.call_id and link.object_type = 'deal' and link.ended_at is null
       left join crm_records record on record.id = link.record_id`,
    ),
    promises: await read(
      Promised,
      `select source.external_id as call, promise.evidence ->> 'quote' as quote, promise.state
       from commitments promise join call_sources source on source.call_id = promise.call_id`,
    ),
    contradictions: await read(
      Contradiction,
      `select record.external_id as record, found.kind, found.state, array(
         select source.external_id from call_sources source
         where source.call_id in (select proof ->> 'callId' from jsonb_array_elements(found.evidence) proof)
       ) as calls
       from contradictions found join crm_records record on record.id = found.record_id`,
    ),
  };
}

const about = 'a server took the generated company in from the simulated Gong and HubSpot';

function matchRows(world: World, { links, keys }: Taken): EvaluationRow[] {
  const dealOf = new Map(links.map(({ call, deal }) => [call, deal === null ? null : (keys.get(deal) ?? null)]));
  const taken = world.calls.filter(({ gongId }) => dealOf.has(gongId));
  const withDeal = taken.filter(({ dealKey }) => dealKey !== null);
  const linked = withDeal.filter(({ gongId }) => dealOf.get(gongId) !== null);
  const right = linked.filter(({ gongId, dealKey }) => dealOf.get(gongId) === dealKey);
  const without = taken.filter(({ dealKey }) => dealKey === null);
  const alone = without.filter(({ gongId }) => dealOf.get(gongId) === null);
  return [
    shareRow({
      measure: 'calls tied to their deal, of those that have one',
      hits: right.length,
      asked: withDeal.length,
      note: `${linked.length - right.length} tied to another deal, ${withDeal.length - linked.length} to none; ${about}`,
    }),
    shareRow({
      measure: 'deals that are right, of those tied',
      hits: right.length,
      asked: linked.length + without.length - alone.length,
      note: 'a call that belongs to no deal counts as wrong where it is tied to one',
    }),
    shareRow({
      measure: 'calls without a deal that are left without',
      hits: alone.length,
      asked: without.length,
      note: 'calls of companies the CRM does not know, and of those without an open deal',
    }),
  ];
}

type Phrasing = World['calls'][number]['phrasing'];

interface JudgedPromise {
  readonly wanted: string;
  readonly state: string | null;
  /** Of the call that shows what became of it; where none does, of the call that made it. */
  readonly phrasing: Phrasing;
}

/** A promise counts as found where a promise of the same call shares its words. */
function promiseRows(world: World, { promises }: Taken): EvaluationRow[] {
  const judged = world.truth.promises.flatMap((promise): JudgedPromise[] => {
    const call = world.calls.find(({ key }) => key === promise.madeInCallKey);
    const made = call?.truth.commitments.find(({ commitmentKey }) => commitmentKey === promise.commitmentKey);
    if (call === undefined || made === undefined) return [];
    const shown = world.calls.find(({ key }) => key === promise.shownInCallKey);
    const found = promises.find(
      ({ call: gongId, quote }) => gongId === call.gongId && (quote.includes(made.quote) || made.quote.includes(quote)),
    );
    const { phrasing } = shown ?? call;
    const isShown = shown !== undefined || promise.shownInActivityKey !== null;
    return [{ wanted: isShown ? promise.outcome : 'open', state: found?.state ?? null, phrasing }];
  });
  return (['own', 'outside'] as const).flatMap((phrasing) =>
    (['kept', 'broken', 'open'] as const).map((outcome) =>
      promiseRow({ judged: judged.filter((one) => one.phrasing === phrasing), outcome, phrasing }),
    ),
  );
}

function promiseRow({
  judged,
  outcome,
  phrasing,
}: {
  judged: readonly JudgedPromise[];
  outcome: string;
  phrasing: Phrasing;
}): EvaluationRow {
  const wanted = judged.filter((one) => one.wanted === outcome);
  const known = wanted.filter(({ state }) => state !== null);
  const hits = wanted.filter(({ state }) => state === outcome).length;
  const said = judged.filter(({ state }) => state === outcome).length;
  return {
    measure: `promises ${outcome} (${phrasing})`,
    sample: `${wanted.length} promises`,
    floor: null,
    published: null,
    reached: wanted.length + said === 0 ? 0 : (2 * hits) / (wanted.length + said),
    unit: 'F1',
    note: `of ${wanted.length} the promise itself was found ${known.length} times, its fate was right ${hits} times; ${said} were said to be ${outcome}; ${about}`,
  };
}

const kindOf: Readonly<Record<string, string>> = {
  closedate: 'close_date',
  amount: 'amount',
  main_competitor: 'competitor',
  hs_next_step: 'next_step',
  dealstage: 'stage',
};

interface Wanted {
  readonly call: World['calls'][number];
  readonly recordKey: string;
  readonly kind: string;
}

/** What the truth marks in a call of history: fields of deals, and who has left and stands on a deal still. */
function wantedIn(world: World): Wanted[] {
  const known = new Map(world.calls.map((call) => [call.key, call]));
  const onDeals = new Set(world.deals.flatMap(({ contactKeys }) => contactKeys));
  const fields = world.truth.contradictions.flatMap(({ callKey, dealKey, property }) => {
    const call = known.get(callKey);
    return call === undefined ? [] : [{ call, recordKey: dealKey, kind: kindOf[property] ?? property }];
  });
  const left = world.truth.departures.flatMap(({ contactKey, toldInCallKey }) => {
    const call = known.get(toldInCallKey);
    return call === undefined || !onDeals.has(contactKey)
      ? []
      : [{ call, recordKey: contactKey, kind: 'contact_left' }];
  });
  return [...fields, ...left];
}

/** By kind and by who phrased the call; what is still open after all of the history counts as reported. */
function contradictionRows(world: World, { contradictions, keys }: Taken): EvaluationRow[] {
  const wanted = wantedIn(world);
  const phrasingOf = new Map(world.calls.map(({ gongId, phrasing }) => [gongId, phrasing]));
  const open = contradictions.filter(({ state }) => state === 'open');
  const kinds = [...Object.values(kindOf), 'contact_left', 'buying_role'];
  return (['own', 'outside'] as const).flatMap((phrasing) => {
    const asked = wanted.filter(({ call }) => call.phrasing === phrasing);
    const said = open.filter(({ calls }) => calls.some((call) => phrasingOf.get(call) === phrasing));
    function rowFor(measure: string, isMeant: (kind: string) => boolean): EvaluationRow {
      const truths = asked.filter(({ kind }) => isMeant(kind));
      const reported = said.filter(({ kind }) => isMeant(kind));
      const hits = truths.filter(({ call, recordKey, kind }) =>
        reported.some(
          (one) => one.kind === kind && keys.get(one.record) === recordKey && one.calls.includes(call.gongId),
        ),
      ).length;
      return {
        measure: `${measure} (${phrasing})`,
        sample: `${truths.length} contradictions`,
        floor: null,
        published: null,
        reached: truths.length + reported.length === 0 ? 1 : (2 * hits) / (truths.length + reported.length),
        unit: 'F1',
        note: `${hits} of ${truths.length} found; ${reported.length} reported, ${reported.length - hits} of them not in the truth`,
      };
    }
    const present = kinds.filter((kind) => [...asked, ...said].some((one) => one.kind === kind));
    const rows = present.map((kind) => rowFor(`contradiction: ${kind.replaceAll('_', ' ')}`, (one) => one === kind));
    return [rowFor('contradictions of all kinds', () => true), ...rows];
  });
}

function shareRow({
  measure,
  hits,
  asked,
  note,
}: {
  measure: string;
  hits: number;
  asked: number;
  note: string;
}): EvaluationRow {
  const common = { measure, floor: null, published: null, unit: 'share', note };
  return { ...common, sample: `${asked} calls`, reached: hits / Math.max(1, asked) };
}
