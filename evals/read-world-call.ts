import type { Transcript } from '#contracts';
import { readTranscript } from '#modules/calls';
import type { Call, World } from '../simulators/world/schema.ts';
import { Truth } from './truth.ts';

/** A call of the world as the product reads it from Gong. */
export function readWorldCall({ world, call }: { world: World; call: Call }): Transcript {
  const document = {
    calls: [
      {
        metaData: { id: call.gongId, title: call.title, started: call.startedAt },
        parties: call.parties.map(({ speakerId, name, email, title, affiliation }) => ({
          speakerId,
          name,
          emailAddress: email,
          title,
          affiliation,
        })),
      },
    ],
    callTranscripts: [
      {
        callId: call.gongId,
        transcript: call.monologues.map(({ speakerId, sentences }) => ({
          speakerId,
          sentences: sentences.map(({ startMs, endMs, text }) => ({ start: startMs, end: endMs, text })),
        })),
      },
    ],
  };
  const { transcripts } = readTranscript({
    bytes: new TextEncoder().encode(JSON.stringify(document)),
    name: `call ${call.gongId}`,
    options: {
      timeZone: world.company.timeZone,
      timeZoneGiven: false,
      internalNames: [],
      internalDomains: [world.company.domain],
      format: 'gong',
    },
  });
  const [transcript] = transcripts;
  if (transcript === undefined) throw new Error(`Expected a transcript of ${call.key}, found none.`);
  return transcript;
}

/** The world says nothing of products, qualification and traps. */
export function worldTruthOf({ title, startedAt, truth }: Call): Truth {
  return Truth.parse({
    ...truth,
    sentiment: null,
    title,
    date: startedAt.slice(0, 10),
    internal: [],
    external: [],
    products: [],
    qualification: {},
    traps: [],
  });
}
