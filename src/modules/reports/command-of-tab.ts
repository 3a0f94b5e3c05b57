import { commandIn } from '#contracts';
import type { IndexTab } from './schema.ts';

/** A command as it is typed for the workspace whose page is open: the simulated company is named. */
export function commandOfTab(tab: IndexTab, command: string): string {
  return commandIn({ workspaceId: tab === 'example' ? 'example' : 'main' }, `npm run sophia -- ${command}`);
}
