import type { Side, SourceCall, SourceTranscript, Transcript } from '#contracts';
import { readTranscript } from './formats/index.ts';
import { storableTranscript } from './storable-transcript.ts';

/** What a workspace knows that settles zones and sides. */
interface WorkspaceFacts {
  readonly timeZone: string;
  readonly internalNames: readonly string[];
  readonly internalDomains: readonly string[];
}

const affiliations: Readonly<Record<Side, string>> = {
  internal: 'Internal',
  external: 'External',
  unknown: 'Unknown',
};

/**
 * A call of a source as a transcript, by the same reader that takes Gong's files, so that a file and the API give the
 * same turns. Throws `transcript.unreadable`.
 */
export function transcriptOfSource({
  call,
  transcript,
  facts,
}: {
  call: SourceCall;
  transcript: SourceTranscript;
  facts: WorkspaceFacts;
}): Transcript {
  const document = {
    calls: [
      {
        metaData: { id: call.externalId, title: call.title, started: call.startedAt },
        parties: call.parties.map((party) => ({
          speakerId: party.speakerId,
          name: party.name ?? party.email ?? party.phone,
          emailAddress: party.email,
          title: party.title,
          affiliation: affiliations[party.side],
        })),
      },
    ],
    callTranscripts: [
      {
        callId: call.externalId,
        transcript: transcript.monologues.map(({ speakerId, sentences }) => ({
          speakerId,
          sentences: sentences.map(({ startMs, endMs, text }) => ({ start: startMs, end: endMs, text })),
        })),
      },
    ],
  };
  const { transcripts } = readTranscript({
    bytes: new TextEncoder().encode(JSON.stringify(document)),
    name: `call ${call.externalId}`,
    options: { ...facts, timeZoneGiven: false, format: 'gong' },
  });
  const [read] = transcripts;
  if (read === undefined) throw new Error('A reader gave back no transcript and no reason.');
  return storableTranscript(read);
}
