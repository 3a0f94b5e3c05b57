import type { ConnectionStep, CrmDetailType, CrmPipelineType, CrmRecordType } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { FactSource } from './account-facts.ts';
import { askScopes, type ScopeQuestion } from './ask-scopes.ts';
import { listOwners } from './list-owners.ts';
import { listPipelines } from './list-pipelines.ts';
import { listPropertyDefinitions } from './list-property-definitions.ts';
import { objectNames } from './paths.ts';
import { ObjectPage } from './schema.ts';

export interface CheckOptions extends ScopeQuestion {
  readonly facts: FactSource;
  readonly baseUrl: string;
  readonly hasWebhookSecret: boolean;
  readonly readsEmails: boolean;
}

interface Trial {
  readonly name: string;
  /** What is to be done where it fails and the error does not say. */
  readonly action: string;
  readonly run: () => Promise<string>;
}

const neededTypes: readonly CrmRecordType[] = ['contact', 'company', 'deal'];

/** The properties that the first workflow writes and that no account has from the start. */
const neededProperties: Readonly<Record<CrmRecordType, readonly string[]>> = {
  contact: ['last_call_sentiment', 'last_call_date', 'last_call_summary'],
  company: [],
  deal: ['next_steps', 'risk_factors'],
  lead: [],
};

/**
 * Proves the connection from the outside in: the address, the token, each right to read by using it, the secret of the
 * webhooks, the properties. What cannot be tried without writing is asked for.
 */
export async function checkConnection(options: CheckOptions): Promise<ConnectionStep[]> {
  const first = await attempt({
    name: 'address and token',
    action: 'Check HUBSPOT_BASE_URL and the credentials of HubSpot.',
    run: () => tryToken(options),
  });
  const trials = trialsOf(options);
  if (first.state === 'failed') {
    const names = [...trials.map(({ name }) => name), leadScope, lineItemScope, emailScope];
    return [first, ...names.map((name) => skipped({ name, detail: 'Not tried: the first step failed.' }))];
  }
  const steps: ConnectionStep[] = [first];
  for (const trial of trials) steps.push(await attempt(trial));
  return [
    ...steps,
    await tryLeads(options),
    await tryLineItems(options),
    await tryEmails(options),
    await tryWriting(options),
    webhookStep(options),
  ];
}

function trialsOf(options: CheckOptions): readonly Trial[] {
  const action = 'Grant the scope in the settings of the app at HubSpot.';
  return [
    ...neededTypes.map((type) => ({
      name: `scope crm.objects.${objectNames[type]}.read`,
      action,
      run: () => tryObjects(options, type),
    })),
    {
      name: 'scope crm.objects.owners.read',
      action,
      run: async () => `${(await listOwners(options)).filter(({ active }) => active).length} active owners.`,
    },
    {
      name: 'pipelines',
      action,
      run: async () => `${await countPipelines(options, 'deal')} of deals.`,
    },
    ...neededTypes.map((type) => ({
      name: `properties of ${objectNames[type]}`,
      action,
      run: () => tryProperties(options, type),
    })),
  ];
}

async function tryObjects({ client, paths }: CheckOptions, type: CrmRecordType | CrmDetailType): Promise<string> {
  await client.request({
    method: 'GET',
    path: paths.objects(type),
    query: { limit: '1' },
    kind: 'read',
    schema: ObjectPage,
    doing: `list ${objectNames[type]}`,
  });
  return `${objectNames[type]} can be read.`;
}

async function countPipelines(options: CheckOptions, objectType: CrmPipelineType): Promise<string> {
  const { length } = await listPipelines({ ...options, objectType });
  return `${length} ${length === 1 ? 'pipeline' : 'pipelines'}`;
}

const leadScope = 'scopes crm.objects.leads.read and crm.schemas.leads.read';

/** Not every account has leads: one that keeps them from us works without. */
async function tryLeads(options: CheckOptions): Promise<ConnectionStep> {
  const action =
    'Where your account works with leads, grant crm.objects.leads.read, crm.objects.leads.write and crm.schemas.leads.read.';
  const step = await attempt({
    name: leadScope,
    action,
    run: async () => {
      const readable = await tryObjects(options, 'lead');
      return `${readable} ${await countPipelines(options, 'lead')}, ${await tryProperties(options, 'lead')}`;
    },
  });
  if (step.state !== 'failed' || step.action !== action) return step;
  return { ...step, state: 'skipped', detail: 'Leads are not read: calls are written to deals and contacts alone.' };
}

const lineItemScope = 'scope crm.objects.line_items.read';

/** A deal is complete without them; what is sold in it is not known then. */
async function tryLineItems(options: CheckOptions): Promise<ConnectionStep> {
  const action = 'Where your deals have line items, grant crm.objects.line_items.read.';
  const step = await attempt({ name: lineItemScope, action, run: () => tryObjects(options, 'line_item') });
  if (step.state !== 'failed' || step.action !== action) return step;
  return { ...step, state: 'skipped', detail: 'Line items are not read: deals are mirrored without them.' };
}

const emailTexts = ['hs_email_text', 'hs_email_html'] as const;
const emailScope = 'scope sales-email-read';

/** Whether e-mails are read is said by a setting; the scope alone is no consent. */
async function tryEmails(options: CheckOptions): Promise<ConnectionStep> {
  if (!options.readsEmails) {
    const detail = 'The text of e-mails is not read: HUBSPOT_READ_EMAILS does not allow it.';
    return skipped({ name: emailScope, detail });
  }
  const action = 'Grant sales-email-read to the app, or set HUBSPOT_READ_EMAILS=false.';
  const step = await attempt({ name: emailScope, action, run: () => tryEmailText(options) });
  if (step.state !== 'failed' || step.action !== action) return step;
  return {
    ...step,
    state: 'skipped',
    detail:
      'E-mails are not read: the account keeps them from the app. What was read before stays until HUBSPOT_READ_EMAILS=false.',
  };
}

/** Without the scope HubSpot may refuse, or give e-mails without their text. */
async function tryEmailText({ client, paths }: CheckOptions): Promise<string> {
  const { results } = await client.request({
    method: 'GET',
    path: paths.objects('email'),
    query: { limit: '10', properties: emailTexts.join(',') },
    kind: 'read',
    schema: ObjectPage,
    doing: 'list emails',
  });
  const hasText = results.some(({ properties }) => emailTexts.some((name) => (properties?.[name] ?? '') !== ''));
  if (results.length > 0 && !hasText) {
    throw new SophiaError('vendor.missing-scope', 'Expected e-mails with their text, found them without.');
  }
  return 'emails can be read.';
}

async function tryToken({ facts, baseUrl, tokens }: CheckOptions): Promise<string> {
  await tokens.token();
  const { portalId, appId } = await facts.learn();
  const account = portalId === null ? 'an account that does not tell its number' : `account ${portalId}`;
  const app =
    appId === null
      ? 'The app is unknown: without HUBSPOT_APP_ID, changes by Sophia look like those of other integrations.'
      : `The app is ${appId}.`;
  return `${new URL(baseUrl).host} answers for ${account}. ${app}`;
}

/** Missing ones are no fault: setting HubSpot up proposes them. */
async function tryProperties(options: CheckOptions, type: CrmRecordType): Promise<string> {
  const definitions = await listPropertyDefinitions({ ...options, objectType: type });
  const names = new Set(definitions.map(({ name }) => name));
  const missing = neededProperties[type].filter((name) => !names.has(name));
  const found = `${definitions.length} properties`;
  return missing.length === 0 ? `${found}.` : `${found}; still to be created: ${missing.join(', ')}.`;
}

async function attempt({ name, action, run }: Trial): Promise<ConnectionStep> {
  try {
    return { name, state: 'passed', detail: await run(), action: null };
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    return { name, state: 'failed', detail: error.message, action: actionFor({ error, action }) };
  }
}

function actionFor({ error, action }: { error: SophiaError; action: string }): string {
  return error.code === 'vendor.missing-scope' ? action : error.entry.action;
}

/** Not tried, because that would change a record: HubSpot is asked what the token may do. */
async function tryWriting(options: CheckOptions): Promise<ConnectionStep> {
  const name = 'scopes to write';
  const objects = neededTypes.map((type) => `crm.objects.${objectNames[type]}.write`);
  const scopes = await askScopes(options);
  if (scopes === null) {
    return skipped({
      name,
      detail: `Not tried, because that would change a record, and HubSpot does not say it of this token; needed are ${objects.join(', ')} (and crm.objects.leads.write where leads are read), and crm.schemas.*.write to set HubSpot up.`,
    });
  }
  const granted = new Set(scopes);
  const leads = granted.has('crm.objects.leads.read') ? ['crm.objects.leads.write'] : [];
  const missing = [...objects, ...leads].filter((scope) => !granted.has(scope));
  const schemas = (['contacts', 'deals'] as const).map((type) => `crm.schemas.${type}.write`);
  const toSetUp = schemas.filter((scope) => !granted.has(scope));
  const setUp = toSetUp.length === 0 ? '' : ` To set HubSpot up it lacks ${toSetUp.join(', ')}.`;
  if (missing.length === 0) return { name, state: 'passed', detail: `The token has them.${setUp}`, action: null };
  return {
    name,
    state: 'failed',
    detail: `Expected the token to be allowed to write, found that it lacks ${missing.join(', ')}.${setUp}`,
    action: 'Grant these scopes in the settings of the app at HubSpot; what is approved waits until then.',
  };
}

function webhookStep({ hasWebhookSecret }: CheckOptions): ConnectionStep {
  const name = 'webhook secret';
  if (hasWebhookSecret) {
    return { name, state: 'passed', detail: 'A secret is set; the first webhook proves it.', action: null };
  }
  const detail = 'No secret is set: webhooks are refused, and changes are found by asking.';
  return { name, state: 'skipped', detail, action: 'Set HUBSPOT_CLIENT_SECRET to receive webhooks.' };
}

function skipped({ name, detail }: { name: string; detail: string }): ConnectionStep {
  return { name, state: 'skipped', detail, action: null };
}
