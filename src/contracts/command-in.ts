/** What a command works in where it names no workspace. */
const byItself = 'main';

/** A command as somebody types it who means this workspace: one that is not the command line's own is named. */
export function commandIn({ workspaceId }: { readonly workspaceId: string }, command: string): string {
  return workspaceId === byItself ? command : `${command} --workspace ${workspaceId}`;
}
