import { generateWorld } from '../simulators/world/index.ts';
import type { Call, World } from '../simulators/world/schema.ts';

const fewestWords = 1200;
const mostWords = 2500;
const partsOfLonger = 6;

/** Made once for all that a run measures. */
const companies = new Map<string, World>();

function company(): World {
  const today = new Date().toISOString().slice(0, 10);
  const known = companies.get(today) ?? generateWorld({ seed: 'bench', today, size: 'large' });
  companies.set(today, known);
  return known;
}

/**
 * A company with so many open calls of about 1,500 words, each about a deal, and no history of calls; of these calls the
 * last `longer` have six times as much in them.
 */
export function benchWorld({ calls, longer = 0 }: { calls: number; longer?: number }): World {
  const world = company();
  const fit = [...world.calls, ...world.upcomingCalls].filter((call) => {
    const words = countWords(call);
    return !call.isPrivate && call.dealKey !== null && words >= fewestWords && words < mostWords;
  });
  const chosen = fit.slice(-calls);
  if (chosen.length < calls) throw new Error(`Expected ${calls} calls in the generated company, found ${fit.length}.`);
  const upcomingCalls = chosen.map((call, index) =>
    Array.from(
      { length: index < calls - longer ? 0 : partsOfLonger - 1 },
      (_, part) => fit[(index + 7 * (part + 1)) % fit.length] ?? call,
    ).reduce(withPart, call),
  );
  return { ...world, calls: [], upcomingCalls };
}

export function countWords({ monologues }: Call): number {
  return monologues.flatMap(({ sentences }) => sentences).reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0);
}

/** The call, with what was said in another one behind it, as if its own people had said that too. */
function withPart(call: Call, part: Call): Call {
  const offsetMs = (call.monologues.at(-1)?.sentences.at(-1)?.endMs ?? 0) + 1000;
  const speakers = [...new Set(call.monologues.map(({ speakerId }) => speakerId))];
  const others = [...new Set(part.monologues.map(({ speakerId }) => speakerId))];
  const further = part.monologues.map((monologue) => ({
    ...monologue,
    speakerId: speakers[others.indexOf(monologue.speakerId) % speakers.length] ?? monologue.speakerId,
    sentences: monologue.sentences.map((sentence) => ({
      ...sentence,
      startMs: sentence.startMs + offsetMs,
      endMs: sentence.endMs + offsetMs,
    })),
  }));
  return { ...call, monologues: [...call.monologues, ...further] };
}
