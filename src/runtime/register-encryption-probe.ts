import type { Config } from '#config';
import type { ProbeResult } from '#platform/health';
import { isLoopback } from '#platform/tls';
import type { Resources } from './open-resources.ts';

/** Registers a row that says which connections are encrypted, which are of this machine, and which are neither. */
export function registerEncryptionProbe({ health, config }: Pick<Resources, 'health' | 'config'>): void {
  health.register({
    name: 'encryption',
    action: 'See SOPHIA_PLAIN_HOSTS in docs/access.md.',
    check: async () => describe(config),
  });
}

interface Connected {
  readonly name: string;
  readonly how: 'local' | 'plain' | 'encrypted' | 'tls';
}

function describe(config: Config): ProbeResult {
  const all = [...databaseOf(config), ...addressesOf(config)];
  const parts = [
    sentence({ all, how: 'tls', said: 'Over TLS' }),
    sentence({ all, how: 'encrypted', said: 'Encrypted, the certificate not checked' }),
    sentence({ all, how: 'plain', said: 'Without TLS, as SOPHIA_PLAIN_HOSTS allows' }),
    sentence({ all, how: 'local', said: 'On this machine' }),
  ].filter((part) => part !== '');
  return { state: 'healthy', reason: parts.join(' '), action: null };
}

function sentence({ all, how, said }: { all: readonly Connected[]; how: Connected['how']; said: string }): string {
  const names = all.filter((one) => one.how === how).map(({ name }) => name);
  return names.length === 0 ? '' : `${said}: ${names.join(', ')}.`;
}

function databaseOf({ databaseTls }: Config): Connected[] {
  if (databaseTls === null) return [{ name: 'the database', how: 'local' }];
  const { security, isLocal } = databaseTls;
  if (security === 'plain') return [{ name: 'PostgreSQL', how: isLocal ? 'local' : 'plain' }];
  return [{ name: 'PostgreSQL', how: security === 'encrypted' ? 'encrypted' : 'tls' }];
}

/** Whose address is nobody's setting is asked over https. */
function addressesOf(config: Config): Connected[] {
  const { redisUrl, otlpEndpoint, openid, models, search, vendors } = config;
  const { gong, hubspot, slack } = vendors;
  const used = new Set(models.chain.map(({ provider }) => provider));
  const addresses: readonly (readonly [string, string | null])[] = [
    ['Redis', redisUrl],
    ['Gong', gong.accessKey === null ? null : (gong.baseUrl ?? 'https:')],
    ['HubSpot', (hubspot.accessToken ?? hubspot.refreshToken) === null ? null : (hubspot.baseUrl ?? 'https:')],
    ['Slack', slack.botToken === null ? null : (slack.baseUrl ?? 'https:')],
    ['OpenAI', used.has('openai') ? (models.openai.baseUrl ?? 'https:') : null],
    ['Anthropic', used.has('anthropic') ? (models.anthropic.baseUrl ?? 'https:') : null],
    ['the compatible model', used.has('compatible') ? models.compatible.baseUrl : null],
    ['Weaviate', search.weaviate.url],
    ['Pinecone', search.pinecone.apiKey === null ? null : (search.pinecone.controllerUrl ?? 'https:')],
    ['sign-in', openid?.issuer ?? null],
    ['traces', otlpEndpoint],
  ];
  return addresses.flatMap(([name, address]) => (address === null ? [] : [{ name, how: howOf(address) }]));
}

function howOf(address: string): Connected['how'] {
  if (/^(?:https|rediss):/.test(address)) return 'tls';
  return isLoopback(new URL(address).hostname) ? 'local' : 'plain';
}
