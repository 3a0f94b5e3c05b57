import type { FaultKind } from '../fault.ts';
import type { Reading } from './fit-schema.ts';
import type { PromptSentence } from './read-turns.ts';

type Fields = Record<string, unknown>;

const negation = /\s*\b(not|never)\b|n['’]t\b/iu;

/**
 * Makes an honest answer lie in the way the fault names. `altered_quote` drops a negation; `wrong_speaker` and
 * `wrong_turn` give a sentence to someone else; `invented_number` and `invented_name` add what nobody said, and
 * `reversed_wording` says the contrary of the quote.
 */
export function hallucinate(options: { answer: unknown; kind: FaultKind; reading: Reading }): unknown {
  const { kind, reading } = options;
  switch (kind) {
    case 'altered_quote':
      return mapClaims(options.answer, (claim) => alteredQuote({ claim, reading }));
    case 'wrong_speaker':
      return mapClaims(options.answer, (claim) => ({ ...claim, speaker: otherSpeaker({ claim, reading }) }));
    case 'wrong_turn':
      return mapClaims(options.answer, (claim) => ({ ...claim, turn: Number(claim['turn']) + 1 }));
    case 'invented_number':
      return mapClaims(options.answer, (claim) =>
        reworded({ claim, change: (text) => `${text} That is 98,765 dollars.` }),
      );
    case 'invented_name':
      return mapClaims(options.answer, (claim) => reworded({ claim, change: (text) => `Quibblesoft says: ${text}` }));
    case 'reversed_wording':
      return mapClaims(options.answer, (claim) => reworded({ claim, change: reversed }));
    default:
      return options.answer;
  }
}

/** Changes the first claim of every list. */
function mapClaims(answer: unknown, change: (claim: Fields) => Fields): unknown {
  if (Array.isArray(answer)) {
    return answer.map((entry, index) => (index === 0 && isFields(entry) && 'quote' in entry ? change(entry) : entry));
  }
  if (!isFields(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, mapClaims(value, change)]));
}

function alteredQuote({ claim, reading }: { claim: Fields; reading: Reading }): Fields {
  const quote = String(claim['quote']);
  const negated = negation.test(quote) ? null : (reading.sentences.find(({ text }) => negation.test(text)) ?? null);
  if (negated !== null) return { ...claim, ...placeOf(negated), quote: negated.text.replace(negation, '') };
  const dropped = quote.replace(negation, '');
  return { ...claim, quote: dropped === quote ? `${quote} indeed they said so` : dropped };
}

function placeOf(sentence: PromptSentence): Fields {
  return { turn: sentence.turn, speaker: sentence.speaker };
}

function otherSpeaker({ claim, reading }: { claim: Fields; reading: Reading }): string {
  return reading.turns.find(({ speaker }) => speaker !== claim['speaker'])?.speaker ?? 'Somebody Else';
}

function reworded({ claim, change }: { claim: Fields; change: (text: string) => string }): Fields {
  const changed = ['text', 'value', 'message'].filter((name) => typeof claim[name] === 'string');
  return { ...claim, ...Object.fromEntries(changed.map((name) => [name, change(String(claim[name]))])) };
}

function reversed(text: string): string {
  const affirmed = text.replaceAll(/\bcannot\b/giu, 'can').replace(negation, '');
  return affirmed === text ? `It is not so that ${text}` : affirmed;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
