import type { Source } from './finding.ts';

/** The turn of a call as a source, with the page that opens at it. */
export function sourceOfTurn({
  workspaceId,
  callId,
  title,
  date,
  turn,
  speaker,
  quote,
}: {
  workspaceId: string;
  callId: string;
  title: string | null;
  date: string | null;
  turn: number;
  speaker: string | null;
  quote: string | null;
}): Source {
  const label = [title ?? callId, date].filter((part) => part !== null).join(', ');
  const path = `/calls/${encodeURIComponent(workspaceId)}/${encodeURIComponent(callId)}#turn-${turn}`;
  return { type: 'turn', label, quote, speaker, callId, turn, recordId: null, subjectId: null, path, crmAddress: null };
}
