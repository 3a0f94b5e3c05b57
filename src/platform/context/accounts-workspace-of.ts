import type { Context } from './context.ts';

/** Where the accounts and the teams are that hold in this workspace. */
export function accountsWorkspaceOf({ accountsIn, workspaceId }: Context): string {
  return accountsIn ?? workspaceId;
}
