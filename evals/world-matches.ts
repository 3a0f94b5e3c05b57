import { z } from 'zod';
import { ComparedType, findDuplicates } from '#modules/crm';
import type { ConnectedContext } from '#platform/context';
import type { OpenDatabase } from '#platform/db';
import type { World } from '../simulators/world/schema.ts';
import type { EvaluationRow } from './evaluation-row.ts';

interface MatchesInput {
  readonly world: World;
  readonly database: OpenDatabase;
  readonly ctx: ConnectedContext;
  /** The key of the world of each deal, contact and company of HubSpot. */
  readonly keys: ReadonlyMap<string, string>;
}

const Linked = z.object({ call: z.string(), type: z.enum(['contact', 'company']), record: z.string().nullable() });
const Identity = z.object({ person: z.string(), source: z.string(), id: z.string() });
const Pair = z.object({ type: ComparedType, kept: z.string(), other: z.string(), confidence: z.coerce.number() });

/** Judges whom and what a call was tied to beside its deal, who is one person in several systems, and what is there twice. */
export async function matchesRows(input: MatchesInput): Promise<EvaluationRow[]> {
  return [...(await callRows(input)), ...(await peopleRows(input)), ...(await duplicateRows(input))];
}

async function callRows({ world, database, keys }: MatchesInput): Promise<EvaluationRow[]> {
  const links = await read({
    database,
    schema: Linked,
    question: `select source.external_id as call, link.object_type as type, record.external_id as record from call_sources source
     join call_links link on link.call_id = source.call_id and link.object_type in ('contact', 'company')
       and link.ended_at is null
     join crm_records record on record.id = link.record_id`,
  });
  const taken = await read({
    database,
    schema: z.object({ call: z.string() }),
    question: 'select external_id as call from call_sources',
  });
  const calls = world.calls.filter(({ gongId }) => taken.some(({ call }) => call === gongId));
  const inCrm = new Set(keys.values());
  const firstOf = firstKeys(world);
  return (['contact', 'company'] as const).flatMap((type) => {
    const wanted = calls.flatMap((call) => wantedIn({ call, type, inCrm, firstOf }));
    const found = new Set(
      links.flatMap(({ call, record, type: own }) => {
        const key = record === null ? undefined : keys.get(record);
        if (own !== type) return [];
        return [`${call} ${key === undefined ? `unknown ${record}` : (firstOf.get(key) ?? key)}`];
      }),
    );
    const hits = wanted.filter((one) => found.has(one)).length;
    const many = type === 'contact' ? 'contacts' : 'companies';
    return [
      shareRow({
        measure: `${many} of calls that the call is tied to, of those the CRM has`,
        sample: `${wanted.length} in ${calls.length} calls`,
        hits,
        asked: wanted.length,
        note: 'who took part or was invited, or whose call it is; the copy of a record that is there twice counts as the record',
      }),
      shareRow({
        measure: `${many} that are right, of those tied`,
        sample: `${found.size} in ${calls.length} calls`,
        hits,
        asked: found.size,
        note: `${found.size - hits} tied that the truth does not name`,
      }),
    ];
  });
}

function wantedIn({
  call,
  type,
  inCrm,
  firstOf,
}: {
  call: World['calls'][number];
  type: 'contact' | 'company';
  inCrm: ReadonlySet<string>;
  firstOf: ReadonlyMap<string, string>;
}): string[] {
  const named = type === 'contact' ? call.parties.map(({ contactKey }) => contactKey) : [call.accountKey];
  const known = named.flatMap((key) => (key !== null && inCrm.has(key) ? [firstOf.get(key) ?? key] : []));
  return [...new Set(known)].map((key) => `${call.gongId} ${key}`);
}

/** The record that a copy was made of, by the key of the copy. */
function firstKeys({ accounts, contacts }: World): Map<string, string> {
  const copies = [...accounts, ...contacts];
  return new Map(
    copies.flatMap(({ key, duplicateOfKey }) => (duplicateOfKey === null ? [] : [[key, duplicateOfKey] as const])),
  );
}

async function peopleRows({ world, database }: MatchesInput): Promise<EvaluationRow[]> {
  const listed = await read({
    database,
    schema: Identity,
    question: 'select person_id as person, source, external_id as id from identities where ended_at is null',
  });
  const persons = new Map(listed.map(({ source, id, person }) => [`${source} ${id}`, person]));
  const wanted = world.employees.flatMap(({ gongUserId, hubspotOwnerId, slackUserId }) => {
    const ids = { gong: gongUserId, hubspot: hubspotOwnerId, slack: slackUserId };
    return pairsOf(Object.entries(ids).flatMap(([source, id]) => (id === null ? [] : [`${source} ${id}`])));
  });
  const seen = wanted.filter((pair) => pair.every((identity) => persons.has(identity)));
  const right = seen.filter(([one, other]) => persons.get(one) === persons.get(other));
  const asWanted = new Set(wanted.map((pair) => pair.toSorted().join(' ')));
  const known = new Set(wanted.flat());
  const joined = [...Map.groupBy(persons.keys(), (identity) => persons.get(identity) ?? '').values()]
    .flatMap((identities) => pairsOf(identities))
    .filter((pair) => pair.some((identity) => known.has(identity)));
  const held = joined.filter((pair) => asWanted.has(pair.toSorted().join(' ')));
  const sample = `${wanted.length} pairs of identities, ${world.employees.length} people`;
  return [
    shareRow({
      measure: 'people known as one across Gong, HubSpot and Slack',
      sample,
      hits: right.length,
      asked: wanted.length,
      note: `our own people; ${wanted.length - seen.length} pairs have an identity that the system does not list`,
    }),
    shareRow({
      measure: 'joined identities that are one person',
      sample: `${joined.length} pairs joined`,
      hits: held.length,
      asked: joined.length,
      note: 'by an address that both systems know, otherwise by a name that nobody else has',
    }),
  ];
}

async function duplicateRows({ world, database, ctx, keys }: MatchesInput): Promise<EvaluationRow[]> {
  for (const objectType of ComparedType.options) await findDuplicates({ ctx, input: { objectType } });
  const pairs = await read({
    database,
    schema: Pair,
    question: `select pair.object_type as type, kept.external_id as kept, other.external_id as other, pair.confidence
     from crm_duplicates pair join crm_records kept on kept.id = pair.kept_record_id
     join crm_records other on other.id = pair.other_record_id where pair.state in ('found', 'proposed')`,
  });
  return ComparedType.options.map((type) => {
    const kind = type === 'company' ? 'account' : type;
    const planted = world.truth.duplicates.filter((pair) => pair.kind === kind);
    const wanted = planted.map((pair) => pair.keys.toSorted().join(' '));
    const found = pairs.filter((pair) => pair.type === type);
    const hits = found.filter(({ kept, other }) => {
      const pair = [kept, other].map((id) => keys.get(id) ?? id);
      return wanted.includes(pair.toSorted().join(' '));
    }).length;
    return {
      ...shareRow({
        measure: `records that are there twice: ${type}`,
        sample: `${planted.length} planted pairs`,
        hits: 2 * hits,
        asked: planted.length + found.length,
        note: `${hits} of ${planted.length} found; ${found.length} reported, ${found.length - hits} of them not planted`,
      }),
      unit: 'F1',
    };
  });
}

function pairsOf(identities: readonly string[]): (readonly [string, string])[] {
  return identities.flatMap((one, index) => identities.slice(index + 1).map((other) => [one, other] as const));
}

async function read<Row>({
  database,
  schema,
  question,
}: {
  database: OpenDatabase;
  schema: z.ZodType<Row>;
  question: string;
}): Promise<Row[]> {
  return z.array(schema).parse((await database.pool.query(question)).rows);
}

function shareRow({
  hits,
  asked,
  ...told
}: {
  measure: string;
  sample: string;
  hits: number;
  asked: number;
  note: string;
}): EvaluationRow {
  return { ...told, floor: null, published: null, unit: 'share', reached: hits / Math.max(1, asked) };
}
