import type { CuedSentence } from '#modules/analysis';
import { buyerSentences, earlierInTurn, evidenceOf, hasCue, isInCue, isInSentence, neighborTurn } from './said.ts';
import type { SaidCall, Statement } from './statement.ts';

interface Heard {
  readonly name: string;
  readonly isIn: boolean;
  readonly at: CuedSentence;
}

/** Whom the buyer's people look at beside us, by the last word on each: who dropped out is not in it. */
export function findCompetitor(said: SaidCall): Statement[] {
  const last = new Map<string, Heard>();
  for (const heard of buyerSentences(said).flatMap((at) => namesIn({ said, at }))) {
    last.delete(heard.name);
    last.set(heard.name, heard);
  }
  const rivals = [...last.values()].filter(({ isIn }) => isIn);
  const newest = rivals.at(-1);
  if (newest === undefined) return [];
  return [
    {
      kind: 'competitor',
      sense: 'is',
      value: rivals.map(({ name }) => name).join(', '),
      person: null,
      evidence: evidenceOf(newest.at),
      confidence: newest.at.cues.get('rival.in')?.weight ?? 0,
    },
  ];
}

function namesIn({ said, at }: { said: SaidCall; at: CuedSentence }): Heard[] {
  return said.findings.mentions.competitors.flatMap(({ name, mentions }) =>
    mentions
      .filter((mention) => isInSentence({ place: mention, sentence: at.sentence }))
      .flatMap((mention): Heard[] => {
        if (isInCue({ place: mention, cue: at.cues.get('rival.out') })) return [{ name, isIn: false, at }];
        const isNamed = isInCue({ place: mention, cue: at.cues.get('rival.in') }) || isAnswer({ said, at, name });
        return isNamed ? [{ name, isIn: true, at }] : [];
      }),
  );
}

/** A name other than ours, right in answer to a question about others. */
function isAnswer({ said, at, name }: { said: SaidCall; at: CuedSentence; name: string }): boolean {
  const asked = earlierInTurn({ said, at }).length > 2 ? [] : neighborTurn({ said, at, step: -1 }).slice(-2);
  return hasCue(asked, 'rival.asked') && !asked.some(({ sentence }) => sentence.text.includes(name));
}
