import type { SearchHit } from '#contracts';
import { isAllowed } from '#modules/access';
import { searchWorkspace } from '#modules/search';
import type { AssistantContext } from '../assistant-context.ts';
import { counts, emptyDraft } from './draft.ts';
import { subjectName } from './filters.ts';
import type { Asked, Draft, DraftLine, QuestionKind } from './question-kind.ts';
import { writtenProof } from './written-proof.ts';

const mostOfKind = 5;

/** What notes of the CRM and documents of the workspace say of something, of those that whoever asks may see. */
async function whatIsWritten(asked: Asked): Promise<Draft> {
  const topic = asked.slots.topic ?? '';
  const whom = subjectName(asked) === null ? '' : ` on ${subjectName(asked)}`;
  const hits = [
    ...(await find({ asked, kind: 'note' })),
    ...(isAllowed({ ctx: asked.ctx, action: 'document.read' }) ? await find({ asked, kind: 'document' }) : []),
  ];
  const lines = hits.flatMap((hit) => lineOf(hit) ?? []);
  const unknown = ['Notes and documents are found by words and likeness: what is put in other words may be missing.'];
  if (lines.length === 0) {
    const text = `No note${whom} and no document that you may see says anything about “${topic}”.`;
    return { ...emptyDraft, outcome: 'nothing', text, unknown };
  }
  const text = `${counts(lines.length, 'passage')} of notes${whom} and documents ${lines.length === 1 ? 'speaks' : 'speak'} of “${topic}”.`;
  return { ...emptyDraft, text, lines, unknown };
}

/** Of an account or a deal only its notes: documents belong to none. */
async function find({ asked, kind }: { asked: Asked; kind: 'note' | 'document' }): Promise<SearchHit[]> {
  const { ctx, slots, focus } = asked;
  const [account] = focus.accounts;
  const isNarrowed = focus.deal !== null || account !== undefined;
  if (kind === 'document' && isNarrowed) return [];
  const input = {
    query: slots.topic ?? '',
    kind,
    deal: focus.deal?.id ?? null,
    account: account?.id ?? null,
    since: slots.period?.from ?? null,
    until: slots.period?.to ?? null,
    limit: mostOfKind,
  };
  const searching: AssistantContext = ctx;
  const { hits } = await searchWorkspace({ ctx: searching, input });
  // What is near by likeness alone may be about anything.
  return hits.filter(({ foundBy, coverage }) => foundBy !== 'meaning' && coverage >= fewestOfWords);
}

const fewestOfWords = 0.5;

function lineOf(hit: SearchHit): DraftLine | null {
  const proof = writtenProof(hit);
  if (proof === null) return null;
  const by = proof.speaker === null ? '' : `${proof.speaker}, `;
  return { text: `${by}${proof.label}: “${proof.quote}”`, proofs: [proof] };
}

export const writtenKinds: readonly QuestionKind[] = [
  {
    id: 'written.about',
    what: 'What notes and documents say about a topic',
    needs: 'topic',
    examples: [
      'what do our notes say about {topic}',
      'what do the notes say about {topic}',
      'what do our documents say about {topic}',
      'what does the playbook say about {topic}',
      'what do the documents say about {topic}',
      'what is written about {topic}',
      'notes about {topic}',
      'which documents mention {topic}',
      'find notes about {topic}',
      'what is in the notes about {topic}',
      'is there a document about {topic}',
      'which notes mention {topic}',
      'what do notes of {account} say about {topic}',
      'documents about {topic}',
    ],
    answer: whatIsWritten,
  },
];
