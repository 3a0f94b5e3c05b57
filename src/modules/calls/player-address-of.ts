import { webAddress } from '#contracts';
import type { ConnectedContext } from '#platform/context';
import { getCallSource } from './get-call-source.ts';

/** Where a moment of a call can be heard; null for a call that came as a file. */
export type PlayerAddress = (startMs: number | null) => string | null;

/**
 * Where the player of a call's source opens at its moments. Without a connection to the source the player opens at its
 * start; an address that is none of the web leads nowhere.
 */
export async function playerAddressOf({
  ctx,
  callId,
}: {
  ctx: ConnectedContext;
  callId: string;
}): Promise<PlayerAddress> {
  const source = await getCallSource({ ctx, input: { callId } });
  const { calls } = ctx.connections;
  const url = webAddress(source?.url ?? null);
  return (startMs) => {
    if (url === null || calls.state === 'off') return url;
    return calls.client.playerAddress({ url, seconds: Math.floor((startMs ?? 0) / 1000) });
  };
}
