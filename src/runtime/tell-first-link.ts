import type { Config } from '#config';
import { offerFirstLink } from '#modules/users';
import { type Terminal, writeMessage } from '#surfaces/cli';
import type { Runtime } from './open-runtime.ts';
import { workspaceIds } from './workspace-ids.ts';

/**
 * Says with which link the first account is made, where accounts are needed and there is none yet: where Sophia is
 * reached from elsewhere, or people sign in with a provider. On this machine alone nobody needs one.
 */
export async function tellFirstLink({
  runtime,
  config,
  terminal,
  address,
}: {
  runtime: Pick<Runtime, 'contextFor'>;
  config: Pick<Config, 'publicUrl' | 'openid'>;
  terminal: Terminal;
  address: string;
}): Promise<void> {
  const { publicUrl, openid } = config;
  if (publicUrl === null && openid === null) return;
  const link = await offerFirstLink({ ctx: runtime.contextFor({ workspaceId: workspaceIds.main }) });
  if (link === null) return;
  const until = link.expiresAt.slice(0, 16).replace('T', ' ');
  writeMessage(terminal, 'Nobody has an account yet. Whoever opens this link becomes the first administrator:');
  writeMessage(terminal, `  ${publicUrl ?? address}/welcome/${link.token}`);
  writeMessage(terminal, `It works once, until ${until} UTC; each start makes a new one.`);
}
