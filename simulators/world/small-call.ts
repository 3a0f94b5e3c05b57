import type { Call, CallTruth } from './schema.ts';

type Said<Truth> = Omit<Truth, 'place' | 'speaker'>;

/** A call as it is written by hand: lines in order, truths by their quotes. */
export interface SmallCall extends Omit<Call, 'monologues' | 'durationMs' | 'truth' | 'gongWorkspaceId' | 'system'> {
  /** Speaker id, topic, and what was said, a sentence each. */
  readonly lines: readonly (readonly [speakerId: string, topic: string, ...sentences: string[]])[];
  readonly truth: {
    readonly stage: string;
    readonly sentiment: CallTruth['sentiment'];
    readonly objections?: readonly Said<CallTruth['objections'][number]>[];
    readonly buyingSignals?: readonly Said<CallTruth['buyingSignals'][number]>[];
    readonly questions?: readonly Said<CallTruth['questions'][number]>[];
    readonly commitments?: readonly Said<CallTruth['commitments'][number]>[];
    readonly competitors?: readonly Said<CallTruth['competitors'][number]>[];
    readonly amounts?: readonly Said<CallTruth['amounts'][number]>[];
    readonly dates?: readonly Said<CallTruth['dates'][number]>[];
    readonly risks?: readonly Said<CallTruth['risks'][number]>[];
  };
}

const msPerCharacter = 62;
const pauseMs = 450;

/** Gives every sentence its time and every truth its place. */
export function smallCall({ lines, truth, ...call }: SmallCall): Call {
  let atMs = 4000;
  const monologues = lines.map(([speakerId, topic, ...sentences]) => {
    const timed = sentences.map((text) => {
      const startMs = atMs;
      atMs += text.length * msPerCharacter;
      return { startMs, endMs: atMs, text };
    });
    atMs += pauseMs;
    return { speakerId, topic, sentences: timed };
  });
  function placed<Truth extends { readonly quote: string }>(truths: readonly Truth[] = []) {
    return truths.map((said) => ({ ...said, ...findPlace({ quote: said.quote, call, monologues }) }));
  }
  return {
    ...call,
    gongWorkspaceId: '5100000000000000001',
    system: 'Zoom',
    durationMs: Math.ceil((atMs + 3000) / 1000) * 1000,
    monologues,
    truth: {
      stage: truth.stage,
      sentiment: truth.sentiment,
      objections: placed(truth.objections),
      buyingSignals: placed(truth.buyingSignals),
      questions: placed(truth.questions),
      commitments: placed(truth.commitments),
      competitors: placed(truth.competitors),
      amounts: placed(truth.amounts),
      dates: placed(truth.dates),
      risks: placed(truth.risks),
    },
  };
}

function findPlace(input: { quote: string; call: Pick<Call, 'key' | 'parties'>; monologues: Call['monologues'] }): {
  speaker: string;
  place: { monologue: number; sentence: number };
} {
  const { quote, call, monologues } = input;
  for (const [place, { speakerId, sentences }] of monologues.entries()) {
    const sentence = sentences.findIndex(({ text }) => text.includes(quote));
    if (sentence >= 0) {
      const speaker = call.parties.find((party) => party.speakerId === speakerId)?.name ?? speakerId;
      return { speaker, place: { monologue: place, sentence } };
    }
  }
  throw new Error(`The call ${call.key} says nowhere "${quote}": correct the truth or the line.`);
}
