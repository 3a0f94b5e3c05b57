import { databaseTls, mayBePlain, readCertificates, sslModes } from '#platform/tls';
import type { ConfigFault, RawSettings } from './config-fault.ts';
import { splitList } from './setting-value.ts';

/** The addresses that Sophia opens connections to, and the form of each with TLS. */
const addressed = {
  REDIS_URL: 'rediss://',
  OPENAI_BASE_URL: 'https://',
  ANTHROPIC_BASE_URL: 'https://',
  SOPHIA_MODEL_BASE_URL: 'https://',
  GONG_BASE_URL: 'https://',
  HUBSPOT_BASE_URL: 'https://',
  SLACK_BASE_URL: 'https://',
  WEAVIATE_URL: 'https://',
  PINECONE_CONTROLLER_HOST: 'https://',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'https://',
} as const;

/** What would go over a network without TLS, and files of certificates that hold none. */
export function findPlainConnections(raw: RawSettings): ConfigFault[] {
  const plainHosts = splitList(raw['SOPHIA_PLAIN_HOSTS'] ?? '');
  return [...plainAddresses({ raw, plainHosts }), ...plainDatabase({ raw, plainHosts }), ...emptyFiles(raw)];
}

function plainAddresses({ raw, plainHosts }: { raw: RawSettings; plainHosts: readonly string[] }): ConfigFault[] {
  return Object.entries(addressed).flatMap(([setting, secure]) => {
    const url = URL.parse(raw[setting]?.trim() ?? '');
    if (url === null || !['http:', 'redis:'].includes(url.protocol) || mayBePlain({ url, plainHosts })) return [];
    const sentence = `${setting}: expected ${secure} to ${url.host}, which is not this machine; found ${url.protocol}//. Use ${secure}, or name the host in SOPHIA_PLAIN_HOSTS.`;
    return [{ setting, sentence }];
  });
}

function plainDatabase({ raw, plainHosts }: { raw: RawSettings; plainHosts: readonly string[] }): ConfigFault[] {
  const setting = raw['DATABASE_URL'] === undefined ? 'POSTGRES_URL' : 'DATABASE_URL';
  const databaseUrl = raw[setting]?.trim();
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return [];
  const mode = sslModes.find((known) => known === raw['PGSSLMODE']?.trim().toLowerCase()) ?? null;
  const rootCertificate = raw['PGSSLROOTCERT']?.trim() ?? null;
  const { fault } = databaseTls({ databaseUrl, mode, rootCertificate, plainHosts });
  return fault === null ? [] : [{ setting, sentence: `${setting}: ${fault}.` }];
}

/** A wrong path would only be noticed when a connection is refused. */
function emptyFiles(raw: RawSettings): ConfigFault[] {
  return ['SOPHIA_CA_FILE', 'PGSSLROOTCERT'].flatMap((setting) => {
    const file = raw[setting]?.trim();
    if (file === undefined || file === 'system' || readCertificates(file).length > 0) return [];
    const sentence = `${setting}: expected a file with certificates (PEM) that can be read; found none in ${file}. Correct it or remove it.`;
    return [{ setting, sentence }];
  });
}
