import type { Config } from '#config';
import { type KnownVendorKey, noteVendorKeys, sealSecrets } from '#modules/secrets';
import type { Clock } from '#platform/clock';
import type { SecretContext } from '#platform/context';
import type { ProbeResult } from '#platform/health';
import type { Resources } from './open-resources.ts';
import { workspaceIds } from './workspace-ids.ts';

const dayMs = 86_400_000;
const oldestDays = 90;

/**
 * Has everything encrypted with the newest key, notes since when each key of a vendor is known, and registers a row
 * that names those which are older than 90 days.
 */
export async function tendSecrets({
  resources,
  contextFor,
}: {
  resources: Pick<Resources, 'config' | 'health' | 'clock' | 'log'>;
  contextFor: (options: { readonly workspaceId: string }) => SecretContext;
}): Promise<void> {
  const { config, health, clock, log } = resources;
  const ctx = contextFor({ workspaceId: workspaceIds.main });
  const { unreadable } = await sealSecrets({ ctx });
  if (unreadable > 0) log.warn({ unreadable }, 'Secrets in the database were encrypted with a key that is gone');
  const known = await noteVendorKeys({ ctx, input: { keys: vendorKeysOf(config) } });
  health.register({
    name: 'vendor keys',
    action: 'See sophia doctor.',
    check: async () => stateOf({ known, clock }),
  });
}

/** The keys that vendors have given out, by the setting that holds each. */
function vendorKeysOf({ vendors, models, openid }: Config): { name: string; key: string }[] {
  const { gong, hubspot, slack } = vendors;
  const all = {
    GONG_ACCESS_KEY_SECRET: gong.accessKeySecret,
    HUBSPOT_ACCESS_TOKEN: hubspot.accessToken,
    HUBSPOT_CLIENT_SECRET: hubspot.clientSecret,
    HUBSPOT_REFRESH_TOKEN: hubspot.refreshToken,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_APP_TOKEN: slack.appToken,
    OPENAI_API_KEY: models.openai.apiKey,
    ANTHROPIC_API_KEY: models.anthropic.apiKey,
    SOPHIA_MODEL_API_KEY: models.compatible.apiKey,
    SOPHIA_OIDC_CLIENT_SECRET: openid?.clientSecret ?? null,
  };
  return Object.entries(all).flatMap(([name, key]) => (key === null ? [] : [{ name, key }]));
}

function stateOf({ known, clock }: { known: readonly KnownVendorKey[]; clock: Clock }): ProbeResult {
  if (known.length === 0) return { state: 'off', reason: 'No key of a vendor is set.', action: null };
  const nowMs = clock.now().getTime();
  const aged = known.map(({ name, firstSeenAt }) => ({
    name,
    days: Math.floor((nowMs - firstSeenAt.getTime()) / dayMs),
    since: firstSeenAt.toISOString().slice(0, 10),
  }));
  const old = aged.filter(({ days }) => days > oldestDays);
  if (old.length === 0) {
    const oldest = Math.max(...aged.map(({ days }) => days));
    return {
      state: 'healthy',
      reason: `None is known for more than ${oldestDays} days; the oldest for ${oldest}.`,
      action: null,
    };
  }
  const named = old.map(({ name, since, days }) => `${name} (since ${since}, ${days} days)`).join(', ');
  return {
    state: 'degraded',
    reason: `Known for more than ${oldestDays} days: ${named}.`,
    action:
      'Make a new one at the vendor, put it in the place of the old one in the settings, start Sophia again, then end the old one at the vendor.',
  };
}
