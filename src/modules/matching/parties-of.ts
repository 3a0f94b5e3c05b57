import type { SourceParty, Transcript } from '#contracts';
import type { CallSourceRow } from '#modules/calls';

/** Who takes part in a call, as its source says it, else as its transcript does. */
export function partiesOf({
  source,
  transcript,
}: {
  source: Pick<CallSourceRow, 'parties'> | null;
  transcript: Pick<Transcript, 'parties'>;
}): readonly SourceParty[] {
  if (source !== null) return source.parties;
  return transcript.parties.map((party) => ({ ...party, speakerId: null, userId: null, phone: null }));
}
