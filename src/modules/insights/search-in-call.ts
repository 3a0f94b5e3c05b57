import type { CallSearchHit } from '#contracts';
import { authorise } from '#modules/access';
import { createDocument, loadWindowRanker, searchCall } from '#modules/analysis';
import { getTranscript } from '#modules/calls';
import type { Verb } from '#platform/context';

/** Where in a call a question is answered: stretches of ten turns, best first, each with the sentence that says most. */
export async function searchInCall({
  ctx,
  input,
}: Verb<{ callId: string; query: string; limit: number }>): Promise<{ hits: CallSearchHit[] }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: input.callId } });
  const { transcript } = await getTranscript({ ctx, input: { callId: input.callId, version: null } });
  const hits = searchCall({
    document: createDocument({ transcript }),
    ranker: loadWindowRanker(),
    query: input.query,
    limit: input.limit,
  });
  return { hits: hits.map(({ fromTurn, toTurn, evidence }) => ({ fromTurn, toTurn, evidence })) };
}
