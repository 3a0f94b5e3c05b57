import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '#config';
import { noteSettings } from '#modules/trail';
import type { Context } from '#platform/context';
import { readFileIfThere } from '#platform/files';
import { defaultMaskedKinds } from '#platform/masking';
import { workspaceIds } from './workspace-ids.ts';

/** Has the trail keep what was edited since the last start: settings that decide rights, and the files beside them. */
export async function noteEditedSettings({
  config,
  contextFor,
}: {
  config: Pick<Config, 'home' | 'openid' | 'onlyListedOperations' | 'models'>;
  contextFor: (options: { readonly workspaceId: string }) => Context;
}): Promise<void> {
  const { home, openid, onlyListedOperations, models } = config;
  const ctx = contextFor({ workspaceId: workspaceIds.main });
  const found = {
    SOPHIA_OIDC_DOMAINS: openid?.newcomers?.domains.join(', ') ?? null,
    SOPHIA_OIDC_ROLE: openid?.newcomers?.role ?? null,
    SOPHIA_MASK: models.mask.join(', '),
    SOPHIA_GRAPHQL_OPERATIONS: onlyListedOperations ? 'listed' : 'any',
    'graphql-operations.json': readFileIfThere(join(home, 'graphql-operations.json')),
    'triggers.yaml': readFileIfThere(join(home, 'triggers.yaml')),
  };
  const usual = { SOPHIA_MASK: defaultMaskedKinds.join(', '), SOPHIA_GRAPHQL_OPERATIONS: 'any' };
  const system: Context = { ...ctx, actor: { type: 'system', component: 'start' } };
  await noteSettings({ ctx: system, input: { machine: hostname(), found, usual } });
}
