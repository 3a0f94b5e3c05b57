import { z } from 'zod';
import { logLevels } from '#platform/log';
import { sslModes } from '#platform/tls';
import { gongSettings } from './gong-settings.ts';
import { maskValue } from './mask-value.ts';
import { headersValue, modelChainValue } from './model-choice.ts';
import { searchSettings } from './search-settings.ts';
import { setting } from './setting.ts';
import {
  choiceValue,
  currencyValue,
  dollarsValue,
  domainsValue,
  listValue,
  loopbackValue,
  secretKeysValue,
  signingSecretValue,
  textValue,
  timeZoneValue,
  urlValue,
  wholeNumberValue,
} from './setting-value.ts';
import { signInSettings } from './sign-in-settings.ts';

const webProtocols = ['http:', 'https:'];

/** Every setting there is, by its name in the environment. All are optional: with none, everything runs on this machine. */
export const Settings = z.object({
  DATABASE_URL: setting(urlValue(['postgres:', 'postgresql:']), {
    section: 'Storage',
    description: 'A PostgreSQL server (15 or newer). Without it, an embedded database in SOPHIA_HOME is used.',
    example: 'postgres://sophia:password@127.0.0.1:5432/sophia',
    secret: true,
  }),
  POSTGRES_URL: setting(urlValue(['postgres:', 'postgresql:']), {
    section: 'Storage',
    description: 'Another name for DATABASE_URL; set one of the two.',
    example: '',
    secret: true,
  }),
  REDIS_URL: setting(urlValue(['redis:', 'rediss:']), {
    section: 'Storage',
    description: 'A Redis server, never required: nothing is kept in it. `sophia doctor` watches it.',
    example: 'redis://127.0.0.1:6379',
    secret: true,
  }),
  PGSSLMODE: setting(choiceValue(sslModes), {
    section: 'Storage',
    description:
      'How the server of DATABASE_URL is reached where the address has no sslmode (docs/access.md). Without it, plain on this machine and verify-full elsewhere.',
    example: 'verify-full',
  }),
  PGSSLROOTCERT: setting(textValue(), {
    section: 'Storage',
    description: 'A file (PEM) with the authorities that the certificate of the PostgreSQL server may be of.',
    example: '',
  }),
  SOPHIA_HOME: setting(textValue(), {
    section: 'Storage',
    description:
      "The folder that holds Sophia's state, and `workspace.json` with your names, products and competitors (docs/workspace.md); a relative path counts from the repository.",
    example: '.sophia',
  }),
  SOPHIA_HOST: setting(loopbackValue(), {
    section: 'Server',
    description:
      'The address to listen on, of this machine only: 127.0.0.1 or ::1. From elsewhere it is reached through a proxy with TLS (docs/access.md).',
    example: '127.0.0.1',
  }),
  SOPHIA_PORT: setting(wholeNumberValue({ min: 0, max: 65_535 }), {
    section: 'Server',
    description: 'The port to listen on; 0 takes any that is free.',
    example: '8000',
  }),
  SOPHIA_API_REQUESTS_PER_MINUTE: setting(wholeNumberValue({ min: 0, max: 1_000_000 }), {
    section: 'Server',
    description: 'How many requests to /api/v1 one client may send in a minute (docs/api.md); 0 for no limit.',
    example: '6000',
  }),
  SOPHIA_GRAPHQL_OPERATIONS: setting(choiceValue(['any', 'listed']), {
    section: 'Server',
    description:
      'Which operations /graphql takes: any, or only those that are listed in `graphql-operations.json` in SOPHIA_HOME (docs/graphql.md).',
    example: 'any',
  }),
  SOPHIA_LOG_LEVEL: setting(choiceValue(logLevels), {
    section: 'Server',
    description: 'How much is logged to standard error: debug, info, warn, error or silent.',
    example: 'info',
  }),
  SOPHIA_THREADS: setting(wholeNumberValue({ min: 1, max: 256 }), {
    section: 'Server',
    description: 'How many threads analyze calls. Without it, one fewer than the machine has processors, at least one.',
    example: '',
  }),
  SOPHIA_LEASE_SECONDS: setting(wholeNumberValue({ min: 1, max: 3600 }), {
    section: 'Server',
    description: 'After how many seconds without a sign of life the work of a process is taken over by another.',
    example: '20',
  }),
  SOPHIA_SECRET_KEY: setting(secretKeysValue(), {
    section: 'Server',
    description:
      'Encrypts what signs access tokens and webhooks: 32 bytes as base64. To replace it, put the new one first, with a comma (docs/access.md). Without it, `secret.key` in SOPHIA_HOME is made and used; processes of several machines need the same one.',
    example: '',
    secret: true,
  }),
  ...signInSettings,
  SOPHIA_TIME_ZONE: setting(timeZoneValue(), {
    section: 'Company',
    description: 'The time zone of calls whose source names none (an IANA name).',
    example: 'UTC',
  }),
  SOPHIA_CURRENCY: setting(currencyValue(), {
    section: 'Company',
    description: 'What `$` means in your calls (an ISO 4217 code).',
    example: 'USD',
  }),
  SOPHIA_INTERNAL_DOMAINS: setting(domainsValue(), {
    section: 'Company',
    description: 'The e-mail domains of your own people, with commas between them: their speakers are internal.',
    example: 'tidewater-ledger.example',
  }),
  OPENAI_API_KEY: setting(textValue(), {
    section: 'Models',
    description: 'A key for OpenAI. Without any model setting, calls are analyzed by rules alone.',
    example: '',
    secret: true,
  }),
  ANTHROPIC_API_KEY: setting(textValue(), {
    section: 'Models',
    description: 'A key for Anthropic.',
    example: '',
    secret: true,
  }),
  OPENAI_BASE_URL: setting(urlValue(webProtocols), {
    section: 'Models',
    description: 'Another address for the OpenAI API, such as a gateway.',
    example: 'https://api.openai.com/v1',
  }),
  ANTHROPIC_BASE_URL: setting(urlValue(webProtocols), {
    section: 'Models',
    description: 'Another address for the Anthropic API, such as a gateway.',
    example: 'https://api.anthropic.com/v1',
  }),
  SOPHIA_ENGINE: setting(choiceValue(['rules', 'model']), {
    section: 'Models',
    description:
      'What analyzes a call where a command does not say it with --engine: rules, which send nothing anywhere, or the configured models.',
    example: 'rules',
  }),
  SOPHIA_MODELS: setting(modelChainValue(), {
    section: 'Models',
    description:
      'Which models to ask, in order, as provider:model; provider is openai, anthropic or compatible. When all fail, rules answer.',
    example: 'anthropic:claude-haiku-4-5, openai:gpt-5-mini',
  }),
  SOPHIA_MODEL_BASE_URL: setting(urlValue(webProtocols), {
    section: 'Models',
    description:
      'The address of an OpenAI-compatible API (OpenRouter, Portkey, Ollama) for models named compatible:…; it goes with such a model in SOPHIA_MODELS or SOPHIA_EMBEDDING_MODEL.',
    example: 'http://127.0.0.1:11434/v1',
  }),
  SOPHIA_MODEL_API_KEY: setting(textValue(), {
    section: 'Models',
    description: 'The key for SOPHIA_MODEL_BASE_URL, where it wants one.',
    example: '',
    secret: true,
  }),
  SOPHIA_MODEL_HEADERS: setting(headersValue(), {
    section: 'Models',
    description: 'Further headers for SOPHIA_MODEL_BASE_URL, as Name=value with commas between them.',
    example: 'x-portkey-provider=openai',
    secret: true,
  }),
  SOPHIA_MODEL_BUDGET_USD: setting(dollarsValue(), {
    section: 'Models',
    description:
      'The most that models may cost in US dollars, for each workspace and day; when it is spent, rules answer.',
    example: '10',
  }),
  SOPHIA_MODEL_TIMEOUT_SECONDS: setting(wholeNumberValue({ min: 1, max: 3600 }), {
    section: 'Models',
    description: 'How long one request to a model may take before the next model is asked.',
    example: '180',
  }),
  SOPHIA_MASK: setting(maskValue(), {
    section: 'Models',
    description:
      'The kinds of personal data that are masked in what models are sent (docs/masking.md), with commas between them; also all, or none.',
    example: 'secret, card, ssn, bank, passport, license',
  }),
  ...searchSettings,
  ...gongSettings,
  HUBSPOT_ACCESS_TOKEN: setting(textValue(), {
    section: 'HubSpot',
    description: 'The token of a private app or a service key. Without it, HubSpot is not connected.',
    example: '',
    secret: true,
  }),
  HUBSPOT_CLIENT_SECRET: setting(textValue(), {
    section: 'HubSpot',
    description: 'The client secret of the app: checks the signature of webhooks, and refreshes an OAuth token.',
    example: '',
    secret: true,
  }),
  HUBSPOT_CLIENT_ID: setting(textValue(), {
    section: 'HubSpot',
    description: 'The client id of an OAuth app; together with HUBSPOT_REFRESH_TOKEN in place of a token that stays.',
    example: '',
  }),
  HUBSPOT_REFRESH_TOKEN: setting(textValue(), {
    section: 'HubSpot',
    description: 'The refresh token of an OAuth app.',
    example: '',
    secret: true,
  }),
  HUBSPOT_BASE_URL: setting(urlValue(webProtocols), {
    section: 'HubSpot',
    description: 'The address of the HubSpot API, where it differs.',
    example: 'https://api.hubapi.com',
  }),
  HUBSPOT_PORTAL_ID: setting(textValue(), {
    section: 'HubSpot',
    description: 'The id of the account, for links to its pages; asked for where it is not set.',
    example: '',
  }),
  HUBSPOT_APP_ID: setting(textValue(), {
    section: 'HubSpot',
    description:
      "The id of the app that the token belongs to, so that the history of a value tells Sophia's changes from those of other integrations; with OAuth it is asked for.",
    example: '',
  }),
  HUBSPOT_READ_EMAILS: setting(choiceValue(['true', 'false']), {
    section: 'HubSpot',
    description:
      'Whether Sophia may read the text of the e-mails that HubSpot holds on deals, to hold what they say against the CRM and the calls: true or false. Unset, those of a real account are not read; the example reads its own.',
    example: 'false',
  }),
  SLACK_BOT_TOKEN: setting(textValue(), {
    section: 'Slack',
    description: 'The bot token (xoxb-…). Without it, Slack is not connected.',
    example: '',
    secret: true,
  }),
  SLACK_SIGNING_SECRET: setting(textValue(), {
    section: 'Slack',
    description: 'The signing secret: checks what Slack sends to /slack/events.',
    example: '',
    secret: true,
  }),
  SLACK_APP_TOKEN: setting(textValue(), {
    section: 'Slack',
    description: 'An app-level token (xapp-…): then Socket Mode is used and no public address is needed.',
    example: '',
    secret: true,
  }),
  SLACK_BASE_URL: setting(urlValue(webProtocols), {
    section: 'Slack',
    description: 'The address of the Slack API, where it differs.',
    example: 'https://slack.com/api',
  }),
  SLACK_DEFAULT_CHANNEL: setting(textValue(), {
    section: 'Slack',
    description: 'The channel for what belongs to no account: its name without # or its id.',
    example: 'sophia',
  }),
  SOPHIA_PUBLIC_URL: setting(urlValue(webProtocols), {
    section: 'Server',
    description: 'The address at which vendors reach Sophia; signatures of webhooks are checked against it.',
    example: 'https://sophia.yourcompany.example',
  }),
  SOPHIA_CA_FILE: setting(textValue(), {
    section: 'Server',
    description:
      'A file (PEM) with authorities of your own that every connection trusts beside the usual ones: database, Redis, vendors, models.',
    example: '',
  }),
  SOPHIA_PLAIN_HOSTS: setting(listValue(), {
    section: 'Server',
    description:
      'Hosts of your own network (each with its port where it has one, with commas between them) that may be reached without TLS: a database, Redis, a model, a gateway. Without it, only this machine may.',
    example: 'postgres:5432, ollama:11434',
  }),
  SOPHIA_TRIGGER_SECRET: setting(signingSecretValue(), {
    section: 'Server',
    description:
      'What other systems sign the events with that they send to /webhooks/events (docs/webhooks.md): `whsec_` and 32 random bytes as base64. What they start stands in triggers.yaml in SOPHIA_HOME. Without it, nobody can send any.',
    example: '',
    secret: true,
  }),
  SOPHIA_WEBHOOK_PRIVATE_HOSTS: setting(listValue(), {
    section: 'Server',
    description:
      'Hosts of your own network (each with its port where it has one, with commas between them) to which webhooks may be sent, also without TLS. Without it, only public https addresses are asked.',
    example: 'n8n.internal:5678',
  }),
  SOPHIA_DRY_RUN: setting(choiceValue(['true', 'false']), {
    section: 'Server',
    description: 'With true, everything is worked out and shown, and nothing is written to a CRM or a chat.',
    example: 'false',
  }),
  SOPHIA_SYNC_SECONDS: setting(wholeNumberValue({ min: 1, max: 86_400 }), {
    section: 'Server',
    description: 'How often Gong and HubSpot are asked for what no webhook told.',
    example: '60',
  }),
  SOPHIA_SIMULATORS: setting(choiceValue(['auto', 'off']), {
    section: 'Development',
    description:
      'With auto, `sophia start` brings up simulators of Gong, HubSpot and Slack where none of the three is configured.',
    example: 'auto',
  }),
  SOPHIA_SIMULATOR_PORT: setting(wholeNumberValue({ min: 0, max: 65_500 }), {
    section: 'Development',
    description:
      'The first port of the simulators: an overview, then Gong, HubSpot, Slack, models, OpenID Connect, Pinecone and Weaviate; 0 takes any free.',
    example: '8100',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(urlValue(webProtocols), {
    section: 'Telemetry',
    description: 'Where to send traces (OTLP over HTTP). They hold names, ids and figures, never what was said.',
    example: 'http://127.0.0.1:4318',
  }),
  SOPHIA_EVAL_DATA: setting(textValue(), {
    section: 'Development',
    description: 'The folder with the evaluation data, for `npm run eval`.',
    example: '../shared/data',
  }),
  SOPHIA_TEST_DATABASE_URL: setting(urlValue(['postgres:', 'postgresql:']), {
    section: 'Development',
    description:
      'A PostgreSQL server on which `npm test` may make and drop databases; without it tests use the embedded one.',
    example: 'postgres://postgres@127.0.0.1:5432/postgres',
    secret: true,
  }),
  SOPHIA_TEST_REDIS_URL: setting(urlValue(['redis:', 'rediss:']), {
    section: 'Development',
    description: 'A Redis server that `npm test` may use.',
    example: 'redis://127.0.0.1:6379',
    secret: true,
  }),
  SOPHIA_TEST_CHROMIUM: setting(textValue(), {
    section: 'Development',
    description: 'The path of a Chromium for the tests of pages, where it is not in a usual place.',
    example: '',
  }),
  SOPHIA_TEST_TEMPLATE: setting(textValue(), {
    section: 'Development',
    description: 'A state folder as a first start leaves it, which tests copy; `npm test` makes one and sets it.',
    example: '',
  }),
});
export type Settings = z.infer<typeof Settings>;
export type SettingName = keyof Settings;

/** The names of all settings. */
export function readSettingNames(): readonly string[] {
  return Object.keys(Settings.shape);
}
