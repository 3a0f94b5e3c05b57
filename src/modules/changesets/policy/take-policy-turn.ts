import { workspaces } from '#platform/db';
import { eq } from '#platform/sql';
import type { PolicyContext } from '../change-context.ts';

/** Of those who change a policy at the same moment, in whichever process, each finds what the one before has left. */
export async function takePolicyTurn({ db, workspaceId }: PolicyContext): Promise<void> {
  await db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for('no key update');
}
