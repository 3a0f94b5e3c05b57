import { authorise } from '#modules/access';
import type { ConnectedContext } from '#platform/context';
import { renewDirectory } from './directory.ts';

/** Reads the channels and people of the chat anew; sending does it by itself where it misses one. */
export async function syncChatDirectory({
  ctx,
}: {
  ctx: ConnectedContext;
}): Promise<{ channels: number; users: number }> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: null } });
  return renewDirectory(ctx);
}
