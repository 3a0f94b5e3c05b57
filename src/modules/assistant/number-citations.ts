import type { AnswerCitation } from '#contracts';
import type { DraftLine, Proof } from './kinds/question-kind.ts';

export interface NumberedLine {
  readonly text: string;
  readonly citations: number[];
}

/** Gives each proof a number, the same one wherever it stands again, and the page that opens at it. */
export function numberCitations({ lines, workspaceId }: { lines: readonly DraftLine[]; workspaceId: string }): {
  lines: NumberedLine[];
  citations: AnswerCitation[];
} {
  const citations = new Map<string, AnswerCitation>();
  const numbered = lines.map(({ text, proofs }) => ({
    text,
    citations: proofs.map((proof) => {
      const key = keyOf(proof);
      const known = citations.get(key) ?? { number: citations.size + 1, ...citationOf({ proof, workspaceId }) };
      citations.set(key, known);
      return known.number;
    }),
  }));
  return { lines: numbered, citations: [...citations.values()] };
}

function keyOf(proof: Proof): string {
  if (proof.type === 'record') return proof.recordId;
  if ('subjectId' in proof) return `${proof.subjectId}:${proof.quote}`;
  return proof.type === 'call' ? proof.callId : `${proof.callId}#${proof.turn}:${proof.quote}`;
}

function citationOf({ proof, workspaceId }: { proof: Proof; workspaceId: string }): Omit<AnswerCitation, 'number'> {
  const nothing = {
    quote: null,
    speaker: null,
    callId: null,
    turn: null,
    recordId: null,
    subjectId: null,
    path: null,
    crmAddress: null,
  };
  if (proof.type === 'record') {
    const { name, recordId, isDeal } = proof;
    const path = isDeal === true ? `/deals/${encodeURIComponent(workspaceId)}/${encodeURIComponent(recordId)}` : null;
    return { ...nothing, type: 'record', label: name, recordId, path };
  }
  if ('subjectId' in proof) {
    const { type, label, quote, speaker, subjectId, recordId, crmAddress } = proof;
    return { ...nothing, type, label, quote, speaker, subjectId, recordId, crmAddress };
  }
  const { callId, title, date } = proof;
  const page = `/calls/${encodeURIComponent(workspaceId)}/${encodeURIComponent(callId)}`;
  const label = date === null ? title : `${title}, ${date}`;
  if (proof.type === 'call') return { ...nothing, type: 'call', label, callId, path: page };
  const { turn, quote, speaker } = proof;
  return { ...nothing, type: 'turn', label, quote, speaker, callId, turn, path: `${page}#turn-${turn}` };
}
