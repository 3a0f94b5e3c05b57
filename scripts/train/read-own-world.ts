import type { Transcript } from '#contracts';
import { readWorldCall, worldTruthOf } from '../../evals/read-world-call.ts';
import type { Truth } from '../../evals/truth.ts';
import { generateWorld } from '../../simulators/world/index.ts';
import type { Call } from '../../simulators/world/schema.ts';

/** A generated call in the phrasings that may be learned from, with its truth. */
export interface OwnWorldCall {
  readonly name: string;
  readonly kind: Call['kind'];
  readonly transcript: Transcript;
  readonly truth: Truth;
  readonly feeling: Call['truth']['sentiment'];
}

/** Another company than the one that is judged: the phrasings are the same, who says what to whom is not. */
const learnedWorlds = [{ seed: 'training', today: '2026-11-16' }] as const;

/** The calls of generated companies in the phrasings by the writer of the generator; never those by an outsider. */
export function readOwnWorld(): OwnWorldCall[] {
  return learnedWorlds.flatMap((input) => {
    const world = generateWorld(input);
    return [...world.calls, ...world.upcomingCalls]
      .filter(({ phrasing }) => phrasing === 'own')
      .map((call) => ({
        name: `world ${world.seed} ${call.key}`,
        kind: call.kind,
        transcript: readWorldCall({ world, call }),
        truth: worldTruthOf(call),
        feeling: call.truth.sentiment,
      }));
  });
}
