import { type ErrorCode, SophiaError } from '#platform/errors';
import { and, eq, like, or, type PgColumn, type PgTable, type SQL, sql } from '#platform/sql';
import { buildOnce } from './build-once.ts';
import type { Database } from './database.ts';

type IdTable = PgTable & { readonly id: PgColumn; readonly workspaceId: PgColumn };

export interface FindIdOptions {
  readonly ctx: { readonly db: Database; readonly workspaceId: string };
  /** The whole id, its beginning with or without the prefix, or its end. */
  readonly reference: string;
  readonly tables: readonly IdTable[];
  /** What is looked for in words, such as `promise`. */
  readonly what: string;
  /** Thrown where there is none or more than one. */
  readonly code: ErrorCode;
  /** Narrows the rows of each table that may be meant. */
  readonly where?: (table: IdTable) => SQL | undefined;
}

const fewestCharacters = 6;
const candidatesShown = 5;

/**
 * The whole id that somebody means by as much of it as only one has in this workspace, six characters behind the
 * prefix at least. Where several fit, the error lists them.
 */
export async function findId(options: FindIdOptions): Promise<string> {
  const { reference, what, code } = options;
  const text = reference.trim();
  const [whole] = await selectWhole(options, text);
  if (whole !== undefined) return whole;
  const [, prefix, body = ''] = /^([a-z]+_)?([0-9a-f]*)(?:…|\.\.\.)?$/i.exec(text) ?? [];
  if (body.length < fewestCharacters) {
    throw new SophiaError(
      code,
      `Expected the id of ${/^[aeio]/.test(what) ? 'an' : 'a'} ${what}, or at least ${fewestCharacters} characters (0 to 9, a to f) of it behind its prefix, found "${text}".`,
    );
  }
  const lower = body.toLowerCase();
  const patterns = prefix === undefined ? [`%\\_${lower}%`, `%${lower}`] : [`${prefix.replace('_', '\\_')}${lower}%`];
  const found = await select({ options, patterns, exactly: text });
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  throw notOne({ text, what, code, found });
}

/** A whole id, of whoever sees every row, by a statement that is there. */
async function selectWhole(options: FindIdOptions, text: string): Promise<string[]> {
  const { ctx, tables, where } = options;
  const isNarrowed = tables.some((table) => where?.(table) !== undefined);
  if (isNarrowed) return select({ options, patterns: [], exactly: text });
  for (const table of tables) {
    const rows = await wholeIds(ctx.db)(table).execute({ workspaceId: ctx.workspaceId, id: text });
    if (rows.length > 0) return rows.map(({ id }) => String(id));
  }
  return [];
}

const wholeIds = buildOnce((db) => {
  const statements = new Map<IdTable, ReturnType<typeof wholeIdIn>>();
  return (table: IdTable) => {
    const known = statements.get(table) ?? wholeIdIn(db, table);
    statements.set(table, known);
    return known;
  };
});

function wholeIdIn(db: Database, table: IdTable) {
  const [workspaceId, id] = [sql.placeholder('workspaceId'), sql.placeholder('id')];
  const isAsked = and(eq(table.workspaceId, workspaceId), eq(table.id, id));
  return db.select({ id: table.id }).from(table).where(isAsked).prepare('');
}

/** Enough rows to know whether there are more than are shown. */
async function select({
  options,
  patterns,
  exactly,
}: {
  options: FindIdOptions;
  patterns: readonly string[];
  exactly: string;
}): Promise<string[]> {
  const { ctx, tables, where } = options;
  const found: string[] = [];
  for (const table of tables) {
    const fits = patterns.length === 0 ? eq(table.id, exactly) : or(...patterns.map((each) => like(table.id, each)));
    const rows = await ctx.db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.workspaceId, ctx.workspaceId), fits, where?.(table)))
      .orderBy(table.id)
      .limit(candidatesShown + 1);
    found.push(...rows.map(({ id }) => String(id)));
  }
  return found;
}

function notOne({
  text,
  what,
  code,
  found,
}: {
  text: string;
  what: string;
  code: ErrorCode;
  found: readonly string[];
}): SophiaError {
  const candidates = found.slice(0, candidatesShown);
  const more = found.length > candidates.length ? ' and more' : '';
  const seen = found.length === 0 ? 'none' : `more than one: ${candidates.join(', ')}${more}`;
  const message = `Expected one ${what} whose id is, begins or ends with "${text}", found ${seen}.`;
  return new SophiaError(code, message, { details: { candidates } });
}
