import { slackConstants } from '../constants.ts';
import type { ResponseAddress } from '../state.ts';
import type { Workspace } from '../workspace.ts';

const { teamId } = slackConstants;
const responseMs = 30 * 60_000;
const mostAddresses = 2000;

/** An address where the app may answer five times within half an hour. */
export function createResponseUrl(
  workspace: Workspace,
  given: Pick<ResponseAddress, 'channelId' | 'userId' | 'messageTs' | 'threadTs'> & { kind: 'actions' | 'commands' },
): string {
  const { state, tools } = workspace;
  const { kind, ...place } = given;
  const secret = String(tools.random.integer(1e9)).padStart(9, '0');
  const id = `${tools.count('response-address')}${secret}`;
  state.responseAddresses.push({ id, ...place, uses: 0, expiresMs: tools.clock.now().getTime() + responseMs });
  state.responseAddresses.splice(0, state.responseAddresses.length - mostAddresses);
  return `${state.answersAt ?? tools.url}/${kind}/${teamId}/${id}`;
}
