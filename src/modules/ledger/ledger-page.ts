import type { Context } from '#platform/context';

/** The path of the page of the ledger, in the tab of its workspace. */
export function ledgerPage({ ctx }: { ctx: Pick<Context, 'workspaceId'> }): string {
  return `/ledger?tab=${ctx.workspaceId === 'example' ? 'example' : 'calls'}`;
}
