import { type Guest, requestFromHolder } from '#platform/instance';
import { outputOf } from './operation-schemas.ts';
import type { Operator } from './operator.ts';

/** Where operations stand on the local socket, before their name. */
export const operationPath = '/operations/';

/** Operations of the running server, asked over its local socket. */
export function createRemoteOperator({ guest, workspaceId }: { guest: Guest; workspaceId: string }): Operator {
  const { socketPath } = guest;
  return {
    place: 'server',
    call: async (name, input, onEvent) => {
      const answer = await requestFromHolder({
        socketPath,
        path: `${operationPath}${name}`,
        body: { workspaceId, input },
        ...(onEvent === undefined ? {} : { onEvent }),
      });
      return outputOf(name, answer);
    },
    close: guest.release,
  };
}
