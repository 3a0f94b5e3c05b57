import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { SophiaError } from '#platform/errors';
import type { DatabaseTls } from '#platform/tls';
import type { Backend } from './database.ts';

const connectionTimeoutMs = 10_000;

/** A pool on a server; nothing has been asked of it yet. Throws `db.not-encrypted` where it would be plain elsewhere. */
export function openPostgres({ tls, poolSize }: { tls: DatabaseTls; poolSize: number }): Backend {
  if (tls.fault !== null) throw new SophiaError('db.not-encrypted', `DATABASE_URL: ${tls.fault}.`);
  const pool = new pg.Pool({
    connectionString: tls.url,
    ssl: sslOf(tls),
    max: poolSize,
    connectionTimeoutMillis: connectionTimeoutMs,
    allowExitOnIdle: true,
    application_name: 'sophia',
    options: '-c TimeZone=UTC',
  });
  return { pool, end: () => pool.end(), dump: null };
}

function sslOf({ security, rootCertificate, certificate, key }: DatabaseTls): ConnectionOptions | false {
  if (security === 'plain') return false;
  return {
    rejectUnauthorized: security !== 'encrypted',
    ...(security === 'authority' ? { checkServerIdentity: () => undefined } : {}),
    ...(rootCertificate === null ? {} : { ca: readFileSync(rootCertificate, 'utf8') }),
    ...(certificate === null ? {} : { cert: readFileSync(certificate, 'utf8') }),
    ...(key === null ? {} : { key: readFileSync(key, 'utf8') }),
  };
}

/** The error that names the address, but never the password. */
export function unreachable({ databaseUrl, cause }: { databaseUrl: string; cause: unknown }): SophiaError {
  return new SophiaError(
    'db.unreachable',
    `Expected a PostgreSQL server at ${addressOf(databaseUrl)}, found none that lets us in: ${reasonOf(cause)}.${adviceFor(cause)}`,
    { cause },
  );
}

const badCertificate =
  /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** What to do where it is a matter of TLS. */
function adviceFor(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (/does not support SSL/i.test(error.message)) {
    return ' Switch TLS on at the server, or name its host in SOPHIA_PLAIN_HOSTS and leave sslmode out.';
  }
  const isCertificate = 'code' in error && typeof error.code === 'string' && badCertificate.test(error.code);
  return isCertificate
    ? ' Name the authority of its certificate in PGSSLROOTCERT, and the server by the name that the certificate has.'
    : '';
}

function addressOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return url === null ? 'the address in DATABASE_URL' : `${url.host}${url.pathname}`;
}

/** A refused connection to a name with several addresses has its reasons inside. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(reasonOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
