import { isLoopback } from './is-loopback.ts';
import { mayBePlain } from './may-be-plain.ts';

/** As PostgreSQL names them: https://www.postgresql.org/docs/current/libpq-ssl.html */
export const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
type SslMode = (typeof sslModes)[number];

/** How a database server is reached. */
export interface DatabaseTls {
  /**
   * `plain`: without TLS. `encrypted`: whoever answers is believed. `authority`: a certificate of an authority that is
   * known. `verified`: and it is that of this host.
   */
  readonly security: 'plain' | 'encrypted' | 'authority' | 'verified';
  /** Whether the server is on this machine. */
  readonly isLocal: boolean;
  /** What is wrong with it, as a sentence; null where it may be used. */
  readonly fault: string | null;
  /** A file with the authorities; null for those of Node, and of SOPHIA_CA_FILE. */
  readonly rootCertificate: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
  /** The address without what of it is said here. */
  readonly url: string;
}

interface DatabaseTlsQuestion {
  readonly databaseUrl: string;
  /** Where the address names none. */
  readonly mode: SslMode | null;
  readonly rootCertificate: string | null;
  readonly plainHosts: readonly string[];
}

const ownParameters = ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'uselibpqcompat'];

/**
 * How the server of an address is to be reached. Where nothing is said, it is on this machine and plain, or elsewhere
 * and verified. `require` encrypts and, where a root certificate is named, checks the authority, as PostgreSQL has it.
 */
export function databaseTls(question: DatabaseTlsQuestion): DatabaseTls {
  const url = new URL(question.databaseUrl);
  const said = Object.fromEntries(ownParameters.map((name) => [name, url.searchParams.get(name)]));
  for (const name of ownParameters) url.searchParams.delete(name);
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname);
  const isLocal = host === '' || host.startsWith('/') || isLoopback(host);
  const isPlainAllowed = isLocal || mayBePlain({ url: withHost(url, host), plainHosts: question.plainHosts });
  const mode = said['sslmode'] ?? question.mode ?? (said['ssl'] === 'true' ? 'verify-full' : null);
  const rootCertificate = said['sslrootcert'] ?? question.rootCertificate;
  const files = {
    rootCertificate: rootCertificate === 'system' ? null : rootCertificate,
    certificate: said['sslcert'] ?? null,
    key: said['sslkey'] ?? null,
  };
  const security = securityOf({ mode, isPlainAllowed, hasRoot: rootCertificate !== null });
  const fault = faultOf({ mode, security, isPlainAllowed, host });
  return { security: security ?? 'verified', isLocal, fault, ...files, url: url.href };
}

function securityOf({
  mode,
  isPlainAllowed,
  hasRoot,
}: {
  mode: string | null;
  isPlainAllowed: boolean;
  hasRoot: boolean;
}): DatabaseTls['security'] | null {
  switch (mode) {
    case null:
      return isPlainAllowed ? 'plain' : 'verified';
    case 'disable':
    case 'allow':
    case 'prefer':
      return 'plain';
    case 'require':
    case 'no-verify':
      return hasRoot && mode === 'require' ? 'authority' : 'encrypted';
    case 'verify-ca':
      return 'authority';
    case 'verify-full':
      return 'verified';
    default:
      return null;
  }
}

function faultOf({
  mode,
  security,
  isPlainAllowed,
  host,
}: {
  mode: string | null;
  security: DatabaseTls['security'] | null;
  isPlainAllowed: boolean;
  host: string;
}): string | null {
  if (security === null) return `expected sslmode to be one of ${sslModes.join(', ')}; found "${mode}"`;
  if (security !== 'plain' || isPlainAllowed) return null;
  return `expected TLS to ${host}, which is not this machine; found sslmode=${mode}. Use verify-full, or name the host in SOPHIA_PLAIN_HOSTS`;
}

function withHost(url: URL, host: string): URL {
  const copy = new URL(`http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`);
  copy.port = url.port;
  return copy;
}
