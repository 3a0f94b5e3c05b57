import type { Side } from '#contracts';
import type { Chunk } from './chunk.ts';

export interface ChunkedTurn {
  readonly turn: number;
  readonly speaker: string;
  readonly side: Side;
  readonly text: string;
}

export interface ChunkedCall {
  readonly title: string;
  readonly turns: readonly ChunkedTurn[];
  readonly topics: readonly { readonly name: string; readonly segments: readonly TurnSpan[] }[];
}

interface TurnSpan {
  readonly fromTurn: number;
  readonly toTurn: number;
}

const mostTurns = 10;
const mostCharacters = 1400;

/** Cuts a call into runs of whole turns: ten of them, or fewer where they are long. A turn longer than that stands alone. */
export function chunkTurns(call: ChunkedCall): Chunk[] {
  const chunks: Chunk[] = [];
  let run: ChunkedTurn[] = [];
  let characters = 0;
  for (const turn of call.turns) {
    if (run.length === mostTurns || (run.length > 0 && characters + turn.text.length > mostCharacters)) {
      chunks.push(toChunk({ run, call }));
      run = [];
      characters = 0;
    }
    run.push(turn);
    characters += turn.text.length;
  }
  if (run.length > 0) chunks.push(toChunk({ run, call }));
  return chunks;
}

function toChunk({ run, call }: { run: readonly ChunkedTurn[]; call: ChunkedCall }): Chunk {
  const fromTurn = run[0]?.turn ?? 0;
  const toTurn = run.at(-1)?.turn ?? fromTurn;
  const speakers = [...new Set(run.map(({ speaker }) => speaker))];
  return {
    fromTurn,
    toTurn,
    speakers,
    sides: [...new Set(run.map(({ side }) => side))],
    topics: topicsOfTurns({ topics: call.topics, fromTurn, toTurn }),
    text: run.map(({ text }) => text).join('\n'),
    fields: [],
    alsoFoundBy: [...speakers, call.title],
  };
}

/** The topics that are talked about somewhere from the one turn to the other. */
export function topicsOfTurns({
  topics,
  fromTurn,
  toTurn,
}: Pick<ChunkedCall, 'topics'> & { fromTurn: number; toTurn: number }): string[] {
  return topics
    .filter(({ segments }) => segments.some((span) => span.fromTurn <= toTurn && span.toTurn >= fromTurn))
    .map(({ name }) => name);
}
