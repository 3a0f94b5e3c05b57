import { z } from 'zod';
import { type SearchHit, SearchKind } from '#contracts';
import { searchWorkspace } from '#modules/search';
import { SophiaError } from '#platform/errors';
import { writtenProof } from '../kinds/written-proof.ts';
import { type Found, nothingFound, type Source } from './finding.ts';
import { declareTool } from './planning-tool.ts';
import { sourceOfTurn } from './source-of-turn.ts';

const Name = z.string().min(1).max(300).nullable();
const mostHits = 8;

/** The places in calls, promises, decisions, records, notes and documents that answer some words. */
export const searchTool = declareTool({
  name: 'search',
  description:
    'Finds the places in calls, promises, decisions, CRM records, notes and documents that speak of something. Null for a filter that is not needed.',
  input: z.strictObject({
    query: z.string().min(1).max(300),
    account: Name.describe('Only of this company.'),
    deal: Name.describe('Only of this deal.'),
    person: Name.describe('Only of somebody who speaks, or of a contact.'),
    since: z.iso.date().nullable(),
    until: z.iso.date().nullable(),
    kind: SearchKind.nullable(),
  }),
  words: ({ query, account, deal, person }) => {
    const about = [account, deal, person].filter((name) => name !== null).join(', ');
    return `Search for “${query}”${about === '' ? '' : ` (${about})`}`;
  },
  run: async (input, { ctx }) => {
    try {
      const { hits } = await searchWorkspace({ ctx, input: { ...input, limit: mostHits } });
      return { ...nothingFound, findings: hits.map((hit) => findingOf({ hit, workspaceId: ctx.workspaceId })) };
    } catch (error) {
      // A name that fits nothing, or several things, is an answer to whoever plans.
      if (!(error instanceof SophiaError) || error.entry.fault !== 'caller' || error.code === 'access.denied')
        throw error;
      return { ...nothingFound, findings: [{ text: error.message, sources: [], isSaid: false }] };
    }
  },
});

function findingOf({ hit, workspaceId }: { hit: SearchHit; workspaceId: string }): Found['findings'][number] {
  const { title, day, speaker, excerpt, kind } = hit;
  const where = [title, day].filter((part) => part !== null).join(', ');
  const text = `${where}${speaker === null ? '' : `, ${speaker}`}: “${excerpt}”`;
  const isWritten = kind === 'note' || kind === 'document';
  return { text, sources: [sourceOf({ hit, workspaceId })], isSaid: isOfTurn(kind), isWritten };
}

function sourceOf({ hit, workspaceId }: { hit: SearchHit; workspaceId: string }): Source {
  const { callId, recordId, turn, title, day, speaker, excerpt, kind } = hit;
  if (callId !== null && turn !== null && isOfTurn(kind)) {
    const quote = excerpt.replaceAll(/^…|…$/gu, '').trim();
    return sourceOfTurn({ workspaceId, callId, title, date: day, turn, speaker, quote });
  }
  const written = writtenProof(hit);
  if (written !== null) return { ...written, callId: null, turn: null, path: null };
  const nothing = { quote: null, speaker: null, turn: null, subjectId: null, path: null, crmAddress: null };
  if (callId === null) return { ...nothing, type: 'record', label: title, callId: null, recordId };
  const place = sourceOfTurn({ workspaceId, callId, title, date: day, turn: turn ?? 0, speaker: null, quote: null });
  return turn === null ? { ...place, type: 'call', turn: null } : place;
}

/** Whether what was found is the words of a turn. */
function isOfTurn(kind: SearchKind): boolean {
  return kind === 'call' || kind === 'decision';
}
