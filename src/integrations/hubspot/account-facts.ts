import { SophiaError } from '#platform/errors';
import type { TokenSource } from './auth.ts';
import type { Reading } from './read-records.ts';
import { AccountDetails, TokenFacts } from './schema.ts';

/** What is known of the account and of our app in it. */
export interface AccountFacts {
  readonly portalId: string | null;
  /** Where people open HubSpot, without a slash at the end. */
  readonly appUrl: string;
  /** Null where nobody has said it: then our own changes look like those of any integration. */
  readonly appId: string | null;
}

export interface FactSource {
  /** What is known so far. */
  readonly current: () => AccountFacts;
  /** Asks HubSpot once for what is not set. */
  readonly learn: () => Promise<AccountFacts>;
}

export interface FactOptions extends Reading {
  readonly portalId: string | null;
  readonly appUrl: string | null;
  readonly appId: string | null;
  /** Null for a token that stays: HubSpot documents no way to ask whose it is. */
  readonly tokens: TokenSource | null;
}

const standardAppHost = 'app.hubspot.com';

export function createFactSource(options: FactOptions): FactSource {
  const { portalId, appUrl, appId } = options;
  let facts: AccountFacts = { portalId, appUrl: appUrl ?? `https://${standardAppHost}`, appId };
  let learning: Promise<AccountFacts> | null = null;
  async function ask(): Promise<AccountFacts> {
    const account = facts.portalId === null || appUrl === null ? await askAccount(options) : null;
    facts = {
      ...facts,
      portalId: facts.portalId ?? account?.portalId ?? null,
      appUrl: appUrl ?? `https://${account?.uiDomain ?? standardAppHost}`,
      appId: facts.appId ?? (await askAppId(options)),
    };
    return facts;
  }
  return {
    current: () => facts,
    learn: () => {
      learning ??= ask().catch((error: unknown) => {
        learning = null;
        throw error;
      });
      return learning;
    },
  };
}

/** A link less is no reason to stop: where the account may not be asked, its number stays unknown. */
async function askAccount({ client, paths }: FactOptions): Promise<AccountDetails | null> {
  try {
    return await client.request({
      method: 'GET',
      path: paths.account,
      kind: 'read',
      schema: AccountDetails,
      doing: 'describe the account',
    });
  } catch (error) {
    if (error instanceof SophiaError && unavailable.has(error.code)) return null;
    throw error;
  }
}

const unavailable: ReadonlySet<string> = new Set(['vendor.missing-scope', 'vendor.not-found', 'vendor.refused']);

async function askAppId({ client, paths, tokens }: FactOptions): Promise<string | null> {
  if (tokens === null) return null;
  const { app_id: appId } = await client.request({
    method: 'GET',
    path: paths.tokenFacts(await tokens.token()),
    kind: 'read',
    schema: TokenFacts,
    doing: 'describe the access token',
  });
  return appId ?? null;
}
