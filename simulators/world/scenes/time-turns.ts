import type { Random } from '../base/random.ts';
import type { Monologue } from '../schema.ts';
import type { PlacedSentence } from './collect-truth.ts';
import type { Speaker, Turn } from './draft.ts';
import type { Letter } from './load-phrasings.ts';

interface Untimed {
  readonly random: Random;
  readonly turns: readonly Turn[];
  readonly cast: ReadonlyMap<Letter, Speaker & { readonly speakerId: string }>;
}

export interface TimedCall {
  readonly monologues: Monologue[];
  readonly placed: PlacedSentence[];
  readonly endMs: number;
}

/** How a topic of the phrasings is called in Gong; null is small matter that Gong gives no topic. */
const topicNames: Readonly<Record<string, string>> = {
  opening: 'Small Talk',
  smalltalk: 'Small Talk',
  agenda: 'Call Setup',
  recap: 'Follow-up',
  discovery: 'Discovery',
  cold: 'Discovery',
  process: 'Decision Process',
  timeline: 'Timeline',
  competitor: 'Competition',
  demo: 'Product Demo',
  pricing: 'Pricing',
  objection: 'Concerns',
  again: 'Concerns',
  security: 'Security',
  negotiation: 'Contract',
  kickoff: 'Implementation',
  checkin: 'Account Review',
  renewal: 'Renewal',
  escalation: 'Support',
  lost: 'Decision',
  next: 'Next Steps',
  close: 'Wrap-up',
};

/** Gives each sentence its time: everybody has a pace, and there is a breath between sentences and turns. */
export function timeTurns({ random, turns, cast }: Untimed): TimedCall {
  const paces = new Map([...cast.keys()].map((letter) => [letter, random.integer(158, 196)]));
  const monologues: Monologue[] = [];
  const placed: PlacedSentence[] = [];
  let clockMs = random.integer(900, 4000);
  let last: Turn | undefined;
  for (const turn of turns) {
    const speaker = cast.get(turn.letter);
    if (speaker === undefined) {
      throw new Error(`Expected somebody who speaks as ${turn.letter}, found only ${[...cast.keys()].join(', ')}.`);
    }
    const topic = topicNames[turn.topic] ?? null;
    const isNew = last?.letter !== turn.letter || monologues.at(-1)?.topic !== topic;
    const sentences = isNew ? [] : (monologues.at(-1)?.sentences ?? []);
    clockMs += isNew ? random.integer(120, 700) : random.integer(60, 300);
    for (const sentence of turn.sentences) {
      const startMs = clockMs;
      const words = sentence.text.split(' ').length;
      clockMs += Math.round((Math.max(1.2, words) * 60_000) / (paces.get(turn.letter) ?? 170));
      sentences.push({ startMs, endMs: clockMs, text: sentence.text });
      placed.push({
        sentence,
        speaker,
        place: { monologue: monologues.length - (isNew ? 0 : 1), sentence: sentences.length - 1 },
      });
      clockMs += random.integer(60, 320);
    }
    if (isNew) {
      monologues.push({ speakerId: speaker.speakerId, topic, sentences });
    }
    last = turn;
  }
  return { monologues, placed, endMs: clockMs };
}
