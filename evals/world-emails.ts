import { z } from 'zod';
import type { OpenDatabase } from '#platform/db';
import type { World } from '../simulators/world/schema.ts';
import type { EvaluationRow } from './evaluation-row.ts';

const Found = z.object({
  record: z.string(),
  property: z.string(),
  state: z.string(),
  from_mail: z.boolean(),
  other: z.string().nullable(),
  quotes: z.array(z.string()),
});
type Found = z.infer<typeof Found>;

/**
 * E-mails of the taken company that say another thing than the CRM or a call, beside what was planted. What was once
 * found counts, also where a later call has settled it; one counts as reported where an e-mail said it last.
 */
export async function emailRows({
  world,
  database,
  keys,
}: {
  world: World;
  database: OpenDatabase;
  /** The key of the world of each deal of HubSpot. */
  keys: ReadonlyMap<string, string>;
}): Promise<EvaluationRow[]> {
  const { rows } = await database.pool.query(`
    select record.external_id as record, found.property, found.state, found.email_id is not null as from_mail,
      found.other_value as other, array(select proof -> 'evidence' ->> 'quote'
        from jsonb_array_elements(found.evidence) proof where proof ->> 'callId' is null) as quotes
    from contradictions found join crm_records record on record.id = found.record_id
    where found.evidence @> '[{"callId": null}]'`);
  const found = z.array(Found).parse(rows);
  const planted = world.truth.emailContradictions;
  function isOf({ record, property, quotes }: Found, { dealKey, property: wanted, quote }: (typeof planted)[number]) {
    return keys.get(record) === dealKey && property === wanted && quotes.includes(quote);
  }
  const against = (['crm', 'call'] as const).map((side): EvaluationRow => {
    const asked = planted.filter((one) => one.against === side);
    const hits = asked.filter((one) =>
      found.some((each) => isOf(each, one) && (side === 'crm' || each.other !== null)),
    ).length;
    return {
      measure: `e-mails that say another thing than ${side === 'crm' ? 'the CRM' : 'a call'}`,
      sample: `${asked.length} planted`,
      floor: null,
      published: null,
      reached: hits / Math.max(1, asked.length),
      unit: 'found',
      note: 'the calls are analyzed by the server as they come; all in phrasings of the project',
    };
  });
  const reported = found.filter(({ from_mail }) => from_mail);
  const right = reported.filter((one) => planted.some((each) => isOf(one, each))).length;
  return [
    ...against,
    {
      measure: 'contradictions that an e-mail said last, of those planted',
      sample: `${reported.length} reported`,
      floor: null,
      published: null,
      reached: right / Math.max(1, reported.length),
      unit: 'precision',
      note: `${reported.filter(({ state }) => state !== 'open').length} of them settled since`,
    },
  ];
}
