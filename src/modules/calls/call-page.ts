import type { Context } from '#platform/context';

/** The path of the page with the report of a call; with a turn, opened there. */
export function callPage({
  ctx,
  callId,
  turn,
}: {
  ctx: Pick<Context, 'workspaceId'>;
  callId: string;
  turn?: number;
}): string {
  const path = `/calls/${encodeURIComponent(ctx.workspaceId)}/${encodeURIComponent(callId)}`;
  return turn === undefined ? path : `${path}#turn-${turn}`;
}
