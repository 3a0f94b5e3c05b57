import { slackConstants } from '../constants.ts';
import { signedHeaders } from '../signature.ts';
import type { Workspace } from '../workspace.ts';

export interface Verification {
  readonly verified: boolean;
  readonly problem: string | null;
}

/** Asks an address to repeat a challenge, as Slack does when the address is entered. */
export async function verifyAddress({ tools }: Workspace, url: string): Promise<Verification> {
  const challenge = `challenge-${tools.count('challenge')}-${tools.random.integer(1e9)}`;
  const body = JSON.stringify({ token: slackConstants.verificationToken, challenge, type: 'url_verification' });
  const seconds = Math.floor(tools.clock.now().getTime() / 1000);
  const signed = signedHeaders({ secret: slackConstants.signingSecret, seconds, body, wrong: false });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      signal: AbortSignal.timeout(3000),
    });
    const text = await response.text();
    if (response.ok && text.includes(challenge)) return { verified: true, problem: null };
    return { verified: false, problem: `The address answered ${response.status} without the challenge.` };
  } catch (error) {
    return { verified: false, problem: `The address could not be reached: ${String(error)}` };
  }
}
