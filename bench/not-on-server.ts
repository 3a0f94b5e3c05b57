import type { BenchRow } from './measure.ts';

/** What is said in place of a figure where nobody has named a server. */
export function notOnServer(what: string): BenchRow {
  return {
    measure: `${what} on a PostgreSQL server`,
    reached: 'skipped',
    aim: 'measured where there is a server',
    met: true,
    note: 'set SOPHIA_TEST_DATABASE_URL to a server on which a database can be made',
  };
}
