import type { Database } from './database.ts';

/**
 * A statement that is pieced together once for a database and run with other values each time, for what every request
 * asks; values are `sql.placeholder`s, and it ends with `.prepare('')`. A transaction pieces it together by itself.
 */
export function buildOnce<Statement>(build: (db: Database) => Statement): (db: Database) => Statement {
  const built = new WeakMap<Database, Statement>();
  return (db) => {
    const known = built.get(db) ?? build(db);
    built.set(db, known);
    return known;
  };
}
