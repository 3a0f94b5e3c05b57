import { createRequire } from 'node:module';
import type * as Drizzle from 'drizzle-orm';
import type * as DrizzleOnPostgres from 'drizzle-orm/node-postgres';
import type * as DrizzleTables from 'drizzle-orm/pg-core';

/**
 * The words of SQL that Sophia uses, from one place. Node parses the 130 kB of Drizzle's package.json again for each
 * of its 250 files that is imported, and not for those that are required: that is 0.9 s of every start.
 */
const require = createRequire(import.meta.url);
const drizzleOrm: typeof Drizzle = require('drizzle-orm');
const onPostgres: typeof DrizzleOnPostgres = require('drizzle-orm/node-postgres');
const tables: typeof DrizzleTables = require('drizzle-orm/pg-core');

export const {
  and,
  asc,
  between,
  count,
  DrizzleQueryError,
  desc,
  eq,
  exists,
  getTableColumns,
  getTableName,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  max,
  ne,
  notExists,
  notInArray,
  or,
  SQL,
  sql,
} = drizzleOrm;
export const { drizzle } = onPostgres;
export const {
  alias,
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  integer,
  jsonb,
  PgColumn,
  PgDialect,
  PgTable,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} = tables;

export type SQL<T = unknown> = Drizzle.SQL<T>;
export type DrizzleQueryError = Drizzle.DrizzleQueryError;
export type NodePgDatabase<Schema extends Record<string, unknown> = Record<string, never>> =
  DrizzleOnPostgres.NodePgDatabase<Schema>;
export type PgColumn = DrizzleTables.PgColumn;
export type PgDialect = DrizzleTables.PgDialect;
export type PgTable = DrizzleTables.PgTable;
