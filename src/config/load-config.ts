import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { SophiaError } from '#platform/errors';
import type { LogLevel } from '#platform/log';
import { defaultMaskedKinds, type MaskedKind } from '#platform/masking';
import { type DatabaseTls, databaseTls } from '#platform/tls';
import type { ConfigFault, RawSettings } from './config-fault.ts';
import { dimensionsOf } from './embedding-choice.ts';
import { findFaults } from './find-faults.ts';
import { defaultModels, type ModelChoice } from './model-choice.ts';
import type { vectorStoreChoices } from './search-settings.ts';
import { Settings } from './settings.ts';
import type { NewcomerRole } from './sign-in-settings.ts';

/** Where a provider of models is reached; null where it is not set. */
export interface ProviderAccess {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
}

/** How this process is set up: plain values, read once and handed down. */
export interface Config {
  /** PostgreSQL, or null for the embedded database under `home`. */
  readonly databaseUrl: string | null;
  /** How the server is reached; null for the embedded database. */
  readonly databaseTls: DatabaseTls | null;
  readonly redisUrl: string | null;
  /** Absolute path of the folder that holds Sophia's state. */
  readonly home: string;
  readonly server: { readonly host: string; readonly port: number };
  /** As base64, the first in use and the others to decrypt with; empty where a file in `home` holds the one. */
  readonly secretKeys: readonly string[];
  /** The provider that people sign in with; null where there is none. */
  readonly openid: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Who needs no invitation, and what they become; null where everybody does. */
    readonly newcomers: { readonly domains: readonly string[]; readonly role: NewcomerRole } | null;
  } | null;
  /** Of one client to the API; null where there is no limit. */
  readonly apiRequestsPerMinute: number | null;
  /** Whether /graphql takes no operation but those of the list. */
  readonly onlyListedOperations: boolean;
  readonly logLevel: LogLevel;
  readonly threads: number;
  readonly leaseSeconds: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly internalDomains: readonly string[];
  /** What analyzes a call where nothing else is asked for. */
  readonly engine: 'rules' | 'model';
  readonly models: {
    /** Asked in this order; empty where no model is configured. */
    readonly chain: readonly ModelChoice[];
    readonly openai: ProviderAccess;
    readonly anthropic: ProviderAccess;
    readonly compatible: ProviderAccess & { readonly headers: Readonly<Record<string, string>> };
    /** For each workspace and day. */
    readonly budgetMicroUsd: number;
    /** For one request, from its start to the last byte. */
    readonly timeoutSeconds: number;
    /** The kinds of personal data that no model is sent. */
    readonly mask: readonly MaskedKind[];
  };
  readonly search: SearchConfig;
  /** Where traces go, or null. */
  readonly otlpEndpoint: string | null;
  readonly vendors: VendorConfig;
  /** Where vendors reach Sophia, without a slash at the end; null where it is not set. */
  readonly publicUrl: string | null;
  /** What other systems sign events with that start work here; null where nobody sends any. */
  readonly triggerSecret: string | null;
  /** Whether nothing is written to a CRM or a chat. */
  readonly dryRun: boolean;
  /** What may be reached without TLS though it is elsewhere. */
  readonly plainHosts: readonly string[];
  /** A file with authorities that every connection trusts beside the usual ones. */
  readonly authoritiesFile: string | null;
  /** Where webhooks may be sent inside the network. */
  readonly webhookPrivateHosts: readonly string[];
  readonly syncSeconds: number;
  readonly simulators: 'auto' | 'off';
  readonly simulatorPort: number;
}

/** By whose vectors search finds likeness, and where they are compared. */
export interface SearchConfig {
  /** Null for our own. */
  readonly embedding: {
    readonly provider: 'openai' | 'compatible';
    readonly model: string;
    readonly dimensions: number;
  } | null;
  readonly store: (typeof vectorStoreChoices)[number];
  readonly pinecone: {
    readonly apiKey: string | null;
    readonly controllerUrl: string | null;
    readonly cloud: string;
    readonly region: string;
  };
  readonly weaviate: { readonly url: string | null; readonly apiKey: string | null };
}

/** How each vendor is reached; null is what was not set. What is missing for a connection is for its integration to say. */
export interface VendorConfig {
  readonly gong: {
    readonly accessKey: string | null;
    readonly accessKeySecret: string | null;
    readonly baseUrl: string | null;
    readonly workspaces: readonly string[];
    readonly requestsPerDay: number | null;
    readonly webhookPublicKey: string | null;
  };
  readonly hubspot: {
    readonly accessToken: string | null;
    readonly clientId: string | null;
    readonly clientSecret: string | null;
    readonly refreshToken: string | null;
    readonly baseUrl: string | null;
    readonly portalId: string | null;
    readonly appId: string | null;
    readonly readEmails: boolean | null;
  };
  readonly slack: {
    readonly botToken: string | null;
    readonly signingSecret: string | null;
    readonly appToken: string | null;
    readonly baseUrl: string | null;
    readonly defaultChannel: string | null;
  };
}

/** The environment of a process, as `process.env` is typed. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The root of this repository, by which relative settings are resolved. */
export const repositoryRoot: string = join(import.meta.dirname, '..', '..');

/**
 * The configuration, frozen. What the environment sets goes before `envFile` (read if it is there; null for none),
 * and an empty value means unset. Throws `config.invalid` with every fault in `details.faults`.
 */
export function loadConfig(options: { readonly environment: Environment; readonly envFile: string | null }): Config {
  const raw = readSettings(options);
  const faults = findFaults(raw);
  if (faults.length > 0) {
    throw invalid(faults);
  }
  return deepFreeze(buildConfig(Settings.parse(raw)));
}

function readSettings(options: { readonly environment: Environment; readonly envFile: string | null }): RawSettings {
  const fromFile = options.envFile !== null && existsSync(options.envFile) ? readEnvFile(options.envFile) : {};
  const merged: Environment = { ...fromFile, ...options.environment };
  const raw: Record<string, string> = {};
  for (const [name, value] of Object.entries(merged)) {
    if (value !== undefined && value.trim() !== '') {
      raw[name] = value;
    }
  }
  return raw;
}

function readEnvFile(path: string): Environment {
  return parseEnv(readFileSync(path, 'utf8'));
}

function invalid(faults: readonly ConfigFault[]): SophiaError {
  const count = faults.length === 1 ? 'One setting' : `${faults.length} settings`;
  const list = faults.map((fault) => `  - ${fault.sentence}`).join('\n');
  return new SophiaError('config.invalid', `${count} cannot be used:\n${list}`, { details: { faults } });
}

function buildConfig(settings: Settings): Config {
  return {
    databaseUrl: settings.DATABASE_URL ?? settings.POSTGRES_URL ?? null,
    databaseTls: buildDatabaseTls(settings),
    redisUrl: settings.REDIS_URL ?? null,
    home: resolve(repositoryRoot, settings.SOPHIA_HOME ?? '.sophia'),
    server: { host: settings.SOPHIA_HOST ?? '127.0.0.1', port: settings.SOPHIA_PORT ?? 8000 },
    secretKeys: settings.SOPHIA_SECRET_KEY ?? [],
    openid: buildOpenid(settings),
    logLevel: settings.SOPHIA_LOG_LEVEL ?? 'info',
    threads: settings.SOPHIA_THREADS ?? Math.max(1, availableParallelism() - 1),
    apiRequestsPerMinute: (settings.SOPHIA_API_REQUESTS_PER_MINUTE ?? 6000) || null,
    onlyListedOperations: settings.SOPHIA_GRAPHQL_OPERATIONS === 'listed',
    leaseSeconds: settings.SOPHIA_LEASE_SECONDS ?? 20,
    timeZone: settings.SOPHIA_TIME_ZONE ?? 'UTC',
    currency: settings.SOPHIA_CURRENCY ?? 'USD',
    internalDomains: settings.SOPHIA_INTERNAL_DOMAINS ?? [],
    engine: settings.SOPHIA_ENGINE ?? 'rules',
    models: buildModels(settings),
    search: buildSearch(settings),
    otlpEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    vendors: buildVendors(settings),
    publicUrl: settings.SOPHIA_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    triggerSecret: settings.SOPHIA_TRIGGER_SECRET ?? null,
    dryRun: settings.SOPHIA_DRY_RUN === 'true',
    plainHosts: settings.SOPHIA_PLAIN_HOSTS ?? [],
    authoritiesFile: settings.SOPHIA_CA_FILE ?? null,
    webhookPrivateHosts: settings.SOPHIA_WEBHOOK_PRIVATE_HOSTS ?? [],
    syncSeconds: settings.SOPHIA_SYNC_SECONDS ?? 60,
    simulators: settings.SOPHIA_SIMULATORS ?? 'auto',
    simulatorPort: settings.SOPHIA_SIMULATOR_PORT ?? 8100,
  };
}

function buildDatabaseTls(settings: Settings): DatabaseTls | null {
  const databaseUrl = settings.DATABASE_URL ?? settings.POSTGRES_URL ?? null;
  if (databaseUrl === null) return null;
  return databaseTls({
    databaseUrl,
    mode: settings.PGSSLMODE ?? null,
    rootCertificate: settings.PGSSLROOTCERT ?? null,
    plainHosts: settings.SOPHIA_PLAIN_HOSTS ?? [],
  });
}

/** That all three are there or none is has been checked. */
function buildOpenid(settings: Settings): Config['openid'] {
  const {
    SOPHIA_OIDC_ISSUER: issuer,
    SOPHIA_OIDC_CLIENT_ID: clientId,
    SOPHIA_OIDC_CLIENT_SECRET: clientSecret,
    SOPHIA_OIDC_DOMAINS: domains,
    SOPHIA_OIDC_ROLE: role,
  } = settings;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  const newcomers = domains === undefined || role === undefined ? null : { domains, role };
  return { issuer, clientId, clientSecret, newcomers };
}

function buildVendors(settings: Settings): VendorConfig {
  return {
    gong: {
      accessKey: settings.GONG_ACCESS_KEY ?? null,
      accessKeySecret: settings.GONG_ACCESS_KEY_SECRET ?? null,
      baseUrl: settings.GONG_BASE_URL ?? null,
      workspaces: settings.GONG_WORKSPACES ?? [],
      requestsPerDay: settings.GONG_REQUESTS_PER_DAY ?? null,
      webhookPublicKey: settings.GONG_WEBHOOK_PUBLIC_KEY ?? null,
    },
    hubspot: {
      accessToken: settings.HUBSPOT_ACCESS_TOKEN ?? null,
      clientId: settings.HUBSPOT_CLIENT_ID ?? null,
      clientSecret: settings.HUBSPOT_CLIENT_SECRET ?? null,
      refreshToken: settings.HUBSPOT_REFRESH_TOKEN ?? null,
      baseUrl: settings.HUBSPOT_BASE_URL ?? null,
      portalId: settings.HUBSPOT_PORTAL_ID ?? null,
      appId: settings.HUBSPOT_APP_ID ?? null,
      readEmails: settings.HUBSPOT_READ_EMAILS === undefined ? null : settings.HUBSPOT_READ_EMAILS === 'true',
    },
    slack: {
      botToken: settings.SLACK_BOT_TOKEN ?? null,
      signingSecret: settings.SLACK_SIGNING_SECRET ?? null,
      appToken: settings.SLACK_APP_TOKEN ?? null,
      baseUrl: settings.SLACK_BASE_URL ?? null,
      defaultChannel: settings.SLACK_DEFAULT_CHANNEL ?? null,
    },
  };
}

function buildModels(settings: Settings): Config['models'] {
  return {
    chain: settings.SOPHIA_MODELS ?? defaultChain(settings),
    openai: { apiKey: settings.OPENAI_API_KEY ?? null, baseUrl: settings.OPENAI_BASE_URL ?? null },
    anthropic: { apiKey: settings.ANTHROPIC_API_KEY ?? null, baseUrl: settings.ANTHROPIC_BASE_URL ?? null },
    compatible: {
      apiKey: settings.SOPHIA_MODEL_API_KEY ?? null,
      baseUrl: settings.SOPHIA_MODEL_BASE_URL ?? null,
      headers: settings.SOPHIA_MODEL_HEADERS ?? {},
    },
    budgetMicroUsd: Math.round((settings.SOPHIA_MODEL_BUDGET_USD ?? 10) * 1_000_000),
    timeoutSeconds: settings.SOPHIA_MODEL_TIMEOUT_SECONDS ?? 180,
    mask: settings.SOPHIA_MASK ?? defaultMaskedKinds,
  };
}

function buildSearch(settings: Settings): SearchConfig {
  const { SOPHIA_EMBEDDING_MODEL: choice, SOPHIA_EMBEDDING_DIMENSIONS: dimensions } = settings;
  return {
    embedding:
      choice === undefined || typeof choice === 'string'
        ? null
        : { ...choice, dimensions: dimensions ?? dimensionsOf(choice) ?? 1 },
    store: settings.SOPHIA_VECTOR_STORE ?? 'auto',
    pinecone: {
      apiKey: settings.PINECONE_API_KEY ?? null,
      controllerUrl: settings.PINECONE_CONTROLLER_HOST ?? null,
      cloud: settings.PINECONE_CLOUD ?? 'aws',
      region: settings.PINECONE_REGION ?? 'us-east-1',
    },
    weaviate: { url: settings.WEAVIATE_URL ?? null, apiKey: settings.WEAVIATE_API_KEY ?? null },
  };
}

function defaultChain(settings: Settings): ModelChoice[] {
  const chain: ModelChoice[] = [];
  if (settings.ANTHROPIC_API_KEY !== undefined) {
    chain.push({ provider: 'anthropic', model: defaultModels.anthropic });
  }
  if (settings.OPENAI_API_KEY !== undefined) {
    chain.push({ provider: 'openai', model: defaultModels.openai });
  }
  return chain;
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) {
      deepFreeze(inner);
    }
  }
  return Object.freeze(value);
}
