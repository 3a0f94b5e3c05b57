import { isAllowed } from '#modules/access';
import { listMisplaced } from '#modules/changesets';
import { getMatch } from '#modules/matching';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** What a call is about, and what of it stands where it does not belong, for whoever may read changes. */
export async function showCallMatch({
  ctx,
  input,
}: OperationCall<'matches.get'>): Promise<OperationOutput<'matches.get'>> {
  const match = await getMatch({ ctx, input });
  if (match === null) return null;
  const mayRead = isAllowed({ ctx, action: 'change_set.read' });
  return { ...match, misplaced: mayRead ? await listMisplaced({ ctx, input }) : [] };
}
