import { z } from 'zod';
import { listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { VisibleScope } from '../query/visible-scope.ts';
import type { Candidate } from './find-names.ts';
import { isPlainWord, wordsOf } from './words.ts';

const Row = z.object({ id: z.string(), object_type: z.enum(['company', 'contact', 'deal']), name: z.string() });
const mostRecords = 500;
const mostWords = 12;

const kindOf = { company: 'account', contact: 'contact', deal: 'deal' } as const;

/** Records, owners and competitors whose names share a telling word with the question; a lead is asked for by its contact. */
export async function loadCandidates({
  ctx,
  scope,
  text,
  competitors,
}: {
  ctx: Context;
  scope: VisibleScope;
  text: string;
  competitors: readonly string[];
}): Promise<Candidate[]> {
  const telling = [...new Set(wordsOf(text).map(({ word }) => word))].filter(
    (word) => !isPlainWord(word) && word.length > 2,
  );
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const named: Candidate[] = [
    ...owners.map(({ externalId, name }) => ({ kind: 'owner' as const, id: externalId, name })),
    ...competitors.map((name) => ({ kind: 'competitor' as const, id: name, name })),
  ];
  if (telling.length === 0) return named;
  const patterns = telling
    .slice(0, mostWords)
    .map((word) => sql`lower(record.name) like ${`%${word.replaceAll(/[\\%_]/g, '')}%`}`);
  const hidesAddress = scope.withheld.includes('email');
  const isName = hidesAddress ? sql`(record.object_type <> 'contact' or record.name not like '%@%')` : sql`true`;
  const { rows } = await ctx.db.execute(sql`select record.id, record.object_type, record.name from crm_records record
    where ${scope.record('record')} and record.object_type <> 'lead' and record.name is not null and ${isName} and (${sql.join(patterns, sql` or `)})
    order by record.name, record.id limit ${mostRecords}`);
  return [
    ...named,
    ...z
      .array(Row)
      .parse(rows)
      .map(({ id, object_type, name }) => ({ kind: kindOf[object_type], id, name })),
  ];
}
