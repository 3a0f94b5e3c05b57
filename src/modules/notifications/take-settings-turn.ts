import type { Context } from '#platform/context';
import { workspaces } from '#platform/db';
import { eq } from '#platform/sql';

/** Of people who change settings at the same moment, each finds what the one before has set. */
export async function takeSettingsTurn({ db, workspaceId }: Context): Promise<void> {
  await db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for('no key update');
}
