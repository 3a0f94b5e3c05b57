import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type AnalyzedCall, BuyingSignalKind, ObjectionKind, RiskKind, TopicName } from '#contracts';

type Turn = AnalyzedCall['turns'][number];

/** What the truth of an example call notes, as far as a sample needs it. */
export const Truth = z.object({
  objections: z.array(
    z.object({
      kind: ObjectionKind,
      quote: z.string(),
      answer: z.enum(['answered', 'partly', 'unanswered']),
      answerQuote: z.string().nullable(),
    }),
  ),
  buyingSignals: z.array(
    z.object({
      kind: BuyingSignalKind,
      quote: z.string(),
    }),
  ),
  questions: z.array(z.object({ quote: z.string(), answered: z.boolean() })),
  commitments: z.array(
    z.object({
      owner: z.string(),
      side: z.enum(['internal', 'external']),
      quote: z.string(),
      dueText: z.string().nullable(),
      due: z.iso.date().nullable(),
    }),
  ),
  topics: z.array(TopicName),
  sentiment: z.object({ turningPoint: z.string() }),
  competitors: z.array(z.object({ name: z.string(), quote: z.string() })),
  products: z.array(z.string()),
  people: z.array(z.string()),
  amounts: z.array(z.object({ quote: z.string(), minorUnits: z.int(), currency: z.string().nullable() })),
  dates: z.array(z.object({ quote: z.string(), resolved: z.iso.date() })),
  risks: z.array(z.object({ kind: RiskKind, quote: z.string() })),
  qualification: z.record(
    z.string(),
    z.record(z.string(), z.object({ value: z.string(), quote: z.string() }).nullable()),
  ),
});
export type Truth = z.infer<typeof Truth>;

const GongFile = z.object({
  calls: z
    .array(
      z.object({
        metaData: z.object({ title: z.string() }),
        parties: z.array(
          z.object({
            speakerId: z.string(),
            name: z.string(),
            title: z.string(),
            affiliation: z.enum(['Internal', 'External']),
          }),
        ),
      }),
    )
    .length(1),
  callTranscripts: z.array(
    z.object({
      transcript: z.array(
        z.object({
          speakerId: z.string(),
          sentences: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })),
        }),
      ),
    }),
  ),
});

function readExample(name: string): unknown {
  const text = readFileSync(new URL(`../../examples/calls/${name}`, import.meta.url), 'utf8');
  return z.unknown().parse(JSON.parse(text));
}

/** The truth of the sample's call. */
export function readTruth(): Truth {
  return Truth.parse(readExample('02-pricing-larkspur-hill.truth.json'));
}

/** The sample's call, as its Gong file says it. */
export function readSampleCall(): AnalyzedCall {
  const file = GongFile.parse(readExample('02-pricing-larkspur-hill.json'));
  const [details] = file.calls;
  if (details === undefined) throw new Error('The example has no call.');
  const parties = details.parties.map(({ speakerId, name, title, affiliation }) => ({
    speakerId,
    name,
    title,
    side: affiliation === 'Internal' ? ('internal' as const) : ('external' as const),
  }));
  const turns = file.callTranscripts.flatMap(({ transcript }) => transcript);
  return {
    title: details.metaData.title,
    date: '2026-10-06',
    startedAt: '2026-10-06T18:00:00Z',
    timeZone: 'America/New_York',
    currency: 'USD',
    parties: parties.map(({ name, side, title }) => ({ name, side, title })),
    turns: turns.map(({ speakerId, sentences }, position): Turn => {
      const party = parties.find((candidate) => candidate.speakerId === speakerId);
      return {
        turn: position,
        speaker: party?.name ?? 'Unknown',
        side: party?.side ?? 'unknown',
        text: sentences.map(({ text }) => text).join(' '),
        startMs: sentences[0]?.start ?? 0,
        endMs: sentences.at(-1)?.end ?? 0,
      };
    }),
  };
}
