import type { Context } from '#platform/context';
import { eq, ilike, type SQL, sql } from '#platform/sql';
import { foundByName } from './not-withheld.ts';
import type { ListRecordsInput } from './schema.ts';
import { crmRecords } from './tables.ts';

/** What the filters of a listing ask of a record; nothing is found by a name that is kept from the actor. */
export function recordConditions({
  ctx,
  asked,
}: {
  ctx: Context;
  asked: Omit<ListRecordsInput, 'limit' | 'cursor'>;
}): (SQL | undefined)[] {
  const { ownerId, stage, closing, text, recordIds } = asked;
  const closingDay = sql`left(${crmRecords.properties}->>'closedate', 10)`;
  return [
    ownerId === undefined ? undefined : eq(crmRecords.ownerId, ownerId),
    stage === undefined ? undefined : sql`${crmRecords.properties}->>'dealstage' = ${stage}`,
    closing === undefined ? undefined : sql`${closingDay} between ${closing.from} and ${closing.to}`,
    recordIds === undefined ? undefined : sql`${crmRecords.id} = any(${sql.param(recordIds)})`,
    text === undefined ? undefined : foundByName(ctx),
    text === undefined ? undefined : ilike(crmRecords.name, `%${escapeLike(text)}%`),
  ];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/gu, (character) => `\\${character}`);
}
