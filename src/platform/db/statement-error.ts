import { DrizzleQueryError, type NodePgDatabase } from '#platform/sql';

/** A statement that the database refused. Holds no bound values and no rows, as those can be the text of a call. */
export class StatementError extends Error {
  /** The SQLSTATE, such as `23505` for a row that exists already. */
  readonly sqlState: string;
  readonly constraint: string | null;
  readonly statement: string;

  constructor({ statement, cause }: { statement: string; cause: Refusal }) {
    super(`The database refused a statement: ${cause.message}`);
    this.name = 'StatementError';
    this.statement = statement;
    this.sqlState = cause.code;
    this.constraint = cause.constraint ?? null;
  }
}

/** Whether a row was refused because another with the same key exists. */
export function isUniqueViolation(error: unknown): error is StatementError {
  return error instanceof StatementError && error.sqlState === '23505';
}

/** Drizzle's own error carries every bound value in its message; this puts a StatementError in its place. */
export function withStatementErrors(db: NodePgDatabase): NodePgDatabase {
  const { session } = db._;
  const prepareQuery = session.prepareQuery.bind(session);
  Object.defineProperty(session, 'prepareQuery', {
    value: (...parameters: Parameters<typeof prepareQuery>) => {
      const prepared = prepareQuery(...parameters);
      const execute = prepared.execute.bind(prepared);
      prepared.execute = (placeholderValues) => execute(placeholderValues).catch(throwPlainly);
      return prepared;
    },
  });
  return db;
}

/** What a server, and the embedded database in a class of its own, says of a statement it refuses. */
interface Refusal {
  readonly message: string;
  readonly code: string;
  readonly constraint?: string | undefined;
}

function throwPlainly(error: unknown): never {
  if (!(error instanceof DrizzleQueryError)) {
    throw error;
  }
  const { cause } = error;
  throw isRefusal(cause) ? new StatementError({ statement: error.query, cause }) : (cause ?? error);
}

function isRefusal(cause: unknown): cause is Refusal {
  return cause instanceof Error && 'severity' in cause && 'code' in cause && typeof cause.code === 'string';
}
