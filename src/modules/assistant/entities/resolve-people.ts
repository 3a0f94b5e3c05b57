import { z } from 'zod';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import { oneOf } from '../kinds/filters.ts';
import type { Person } from '../kinds/question-kind.ts';
import { contactsSource } from '../query/sources.ts';
import type { VisibleScope } from '../query/visible-scope.ts';
import type { NamedThing } from './named-thing.ts';

/** Somebody whom a name fits, and where they are: by that they are told apart. */
interface KnownPerson extends Person {
  readonly at: string | null;
}

const Row = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  company_id: z.string().nullable(),
  company: z.string().nullable(),
});
type Row = z.infer<typeof Row>;

/** Records of one name at one company, or with one address, are one person; at two companies they are two. */
export async function resolvePeople({
  ctx,
  scope,
  contacts,
  accounts,
}: {
  ctx: Context;
  scope: VisibleScope;
  contacts: readonly NamedThing[];
  /** Companies that the question names: of several people, those who are there are meant. */
  accounts: readonly NamedThing[];
}): Promise<readonly KnownPerson[]> {
  if (contacts.length < 2) return contacts.map((one) => ({ ...one, ids: [one.id], at: null }));
  const { rows } = await ctx.db.execute(
    sql`select id, name, email, company_id, company from ${contactsSource(scope)}
      where ${oneOf(
        sql`contact.id`,
        contacts.map(({ id }) => id),
      )} order by name, id`,
  );
  const people: Row[][] = [];
  for (const row of z.array(Row).parse(rows)) {
    const same = people.find((records) => records.some((other) => isSame(row, other)));
    if (same === undefined) people.push([row]);
    else same.push(row);
  }
  const there = people.filter((records) => records.some(({ company_id: at }) => accounts.some(({ id }) => id === at)));
  return (there.length > 0 ? there : people).flatMap((records) => {
    const [first] = records;
    if (first === undefined) return [];
    const company = records.find((record) => record.company !== null)?.company ?? null;
    return [
      {
        id: first.id,
        name: first.name,
        ids: records.map(({ id }) => id),
        at: company ?? first.email,
      },
    ];
  });
}

function isSame(one: Row, other: Row): boolean {
  if (one.name.toLowerCase() !== other.name.toLowerCase()) return false;
  const sharesAddress = one.email !== null && one.email.toLowerCase() === other.email?.toLowerCase();
  return sharesAddress || (one.company_id !== null && one.company_id === other.company_id);
}
