import type { AmountMention } from '#contracts';
import type { CuedSentence } from '#modules/analysis';
import { moneyText } from '#modules/changesets';
import { earlierInTurn, evidenceOf, hasCue, isInCue, isInSentence, laterInTurn, neighborTurn } from './said.ts';
import type { SaidCall, Statement } from './statement.ts';

/** The sections that make a sum the whole of the deal, by who says it. */
const ofBuyer = ['sum.granted', 'sum.whole', 'sum.paper'] as const;
/** How much the words around a sum say, beside those at it. */
const contextWeight = 0.7;
const ofUs = ['sum.paper'] as const;

/** The sum that was named last for the whole deal: what the buyer was granted or counts with, or what we put on paper. */
export function findAmount(said: SaidCall): Statement[] {
  const found = said.sentences.flatMap((at) => sumIn({ said, at }));
  const last = found.findLast(({ evidence }) => evidence.side === 'external') ?? found.at(-1);
  return last === undefined ? [] : [last];
}

function sumIn({ said, at }: { said: SaidCall; at: CuedSentence }): Statement[] {
  const { sentence, cues } = at;
  if (sentence.side === 'unknown' || sentence.hasQuestionMark) return [];
  const sections = sentence.side === 'external' ? ofBuyer : ofUs;
  const sums = said.findings.mentions.amounts.filter((mention) => isInSentence({ place: mention, sentence }));
  for (const mention of sums) {
    const named = sections.find((name) => isInCue({ place: mention, cue: cues.get(name) }));
    const section = named ?? (isByContext({ said, at }) ? 'sum.word' : undefined);
    if (section === undefined || !isWhole({ said, at, mention })) continue;
    const confidence = Math.round((cues.get(section)?.weight ?? contextWeight) * mention.confidence * 100) / 100;
    return [
      {
        kind: 'amount',
        sense: 'is',
        value: moneyText({ minorUnits: mention.minorUnits, currency: said.currency }),
        person: null,
        evidence: evidenceOf(at),
        confidence,
      },
    ];
  }
  return [];
}

/** The words around the sum, before it and after it, or our answer say that it is the one that stands. */
function isByContext({ said, at }: { said: SaidCall; at: CuedSentence }): boolean {
  if (at.sentence.side !== 'external') return false;
  const around = [...earlierInTurn({ said, at }).slice(-1), at, ...laterInTurn({ said, at }).slice(0, 1)];
  return hasCue(around, 'sum.word') || hasCue(neighborTurn({ said, at, step: 1 }).slice(0, 2), 'sum.answered');
}

function isWhole({ said, at, mention }: { said: SaidCall; at: CuedSentence; mention: AmountMention }): boolean {
  const isPart = isInCue({ place: mention, cue: at.cues.get('sum.part') });
  return !isPart && mention.minorUnits > 0 && mention.currency === said.currency;
}
