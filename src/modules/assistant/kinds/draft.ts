import { z } from 'zod';
import type { AnswerQuery } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import { inlineParameters } from '../query/inline-parameters.ts';
import type { Asked, Draft } from './question-kind.ts';

/** Runs a query for an answer and keeps it in a form that can be run again. */
export async function runQuery<Row>({
  asked,
  definition,
  query,
  row,
}: {
  asked: Asked;
  definition: string;
  query: SQL;
  row: z.ZodType<Row>;
}): Promise<{ rows: Row[]; ran: AnswerQuery }> {
  const { rows } = await asked.ctx.db.execute(query);
  return { rows: z.array(row).parse(rows), ran: { definition, sql: inlineParameters(query) } };
}

export const emptyDraft: Draft = {
  outcome: 'answered',
  text: '',
  lines: [],
  figures: [],
  queries: [],
  unknown: [],
  actions: [],
};

export function allOf(conditions: readonly SQL[]): SQL {
  return conditions.length === 0
    ? sql`true`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` and `,
      );
}

/** `1 deal`, `3 deals`, `2 companies`. */
export function counts(count: number, noun: string): string {
  const many = noun.endsWith('y') && !/[aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : many}`;
}

export function money(amount: number, currency: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** A name as it may stand between quotes in a command: nothing of it is the shell's to read. */
export function commandWord(name: string): string {
  return name.replaceAll(/["\\$`\n]/g, ' ').trim();
}
