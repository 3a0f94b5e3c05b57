import { z } from 'zod';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { VisibleScope } from '../query/visible-scope.ts';
import type { NamedThing } from './named-thing.ts';
import type { ReadQuestion } from './slots.ts';

/** One of those that a question was asked back about, by its id. */
export interface Chosen {
  readonly type: 'deal' | 'company' | 'contact';
  readonly thing: NamedThing;
  /** The question without the choice. */
  readonly rest: string;
}

const atEnd = /,\s+(?:for|at)\s+[^[\]]{1,300}\[([\w:.-]{3,100})\]\s*[?.!]*\s*$/u;
const Row = z.object({ id: z.string(), name: z.string(), type: z.enum(['deal', 'company', 'contact']) });

/** How a choice stands at the end of a question, so that it means this one and no other of its name. */
export function choiceWords({
  preposition,
  name,
  id,
}: {
  preposition: 'for' | 'at';
  name: string;
  id: string;
}): string {
  return `${preposition} ${name.replaceAll(/[[\]]/g, ' ')} [${id}]`;
}

/** What a question has chosen among those that it was asked back about; null where it has not, or may not see it. */
export async function findChosen({
  ctx,
  scope,
  text,
}: {
  ctx: Context;
  scope: VisibleScope;
  text: string;
}): Promise<Chosen | null> {
  const found = atEnd.exec(text);
  if (found === null) return null;
  const { rows } = await ctx.db.execute(
    sql`select record.id, coalesce(record.name, record.external_id) as name, record.object_type as type from crm_records record
      where record.id = ${found[1] ?? ''} and record.object_type in ('deal', 'company', 'contact') and ${scope.record('record')}`,
  );
  const [row] = z.array(Row).parse(rows);
  if (row === undefined) return null;
  const { id, name, type } = row;
  return { type, thing: { id, name }, rest: `${text.slice(0, found.index)}?` };
}

/** The question as it is read once what was chosen stands for what was named. */
export function withChosen({ read, chosen }: { read: ReadQuestion; chosen: Chosen | null }): ReadQuestion {
  if (chosen === null) return read;
  const { slots, masked } = read;
  const things = [chosen.thing];
  if (chosen.type === 'contact') return { masked, slots: { ...slots, contacts: things } };
  const isDeal = chosen.type === 'deal';
  return { masked, slots: { ...slots, deals: isDeal ? things : [], accounts: isDeal ? [] : things } };
}
