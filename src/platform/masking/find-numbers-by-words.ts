import { isRoutingNumber } from './checksums.ts';
import type { DigitGroup } from './find-digit-runs.ts';
import { hasWordsBefore } from './has-words-before.ts';
import type { FoundData } from './masked-kinds.ts';
import { spansOfGroups } from './spans-of-groups.ts';

type Runs = readonly (readonly DigitGroup[])[];

interface NumberRule {
  readonly kind: FoundData['kind'];
  /** What stands before such a number. */
  readonly words: RegExp;
  readonly lengths: readonly [number, number];
  /** How far the words may be, in characters; 60 where it is not given. */
  readonly within?: number;
  fits?(digits: string): boolean;
}

const security = String.raw`(?:social(?: security)?(?: (?:number|no\.?))?|ssn|s\.s\.n\.?|itin|tax(?:payer)? (?:id|identification)(?: number)?)`;

const rules: readonly NumberRule[] = [
  { kind: 'ssn', words: new RegExp(`\\b${security}\\b`, 'iu'), lengths: [9, 9] },
  {
    kind: 'ssn',
    words: new RegExp(
      `\\blast (?:four|4)(?: digits| numbers)?(?: of| on)? (?:my|your|the|her|his|their)? ?${security}`,
      'iu',
    ),
    lengths: [4, 4],
  },
  { kind: 'card', words: /\b(?:cvv|cvc|security code)\b/iu, lengths: [3, 4], within: 20 },
  { kind: 'bank', words: /\b(?:routing|aba|rtn)\b/iu, lengths: [9, 9], fits: isRoutingNumber },
  {
    kind: 'bank',
    words:
      /\b(?:bank account|(?:checking|savings) account|account (?:number|no\.?|#)|acct\.?(?: (?:number|no\.?|#))?)/iu,
    lengths: [6, 17],
  },
  { kind: 'bank', words: /\bsort ?code\b/iu, lengths: [6, 6] },
  { kind: 'passport', words: /\bpassport\b/iu, lengths: [7, 9] },
  { kind: 'license', words: /\b(?:driv(?:er|ing)(?:'?s|s')? licen[cs]e|dl (?:number|no\.?|#))/iu, lengths: [6, 14] },
];

const reach = 60;

/** Numbers that say nothing by themselves and something by the words before them. */
export function findNumbersByWords({ text, runs }: { text: string; runs: Runs }): FoundData[] {
  return runs.flatMap((run) => rules.flatMap((rule) => byRule({ text, run, rule })));
}

function byRule(options: { text: string; run: readonly DigitGroup[]; rule: NumberRule }): FoundData[] {
  const { text, run, rule } = options;
  for (let first = 0; first < run.length; first += 1) {
    const at = run[first]?.start ?? 0;
    if (!hasWordsBefore({ text, at, words: rule.words, within: rule.within ?? reach })) continue;
    const groups = fitting({ run: run.slice(first), rule });
    if (groups.length > 0) return spansOfGroups({ kind: rule.kind, groups });
  }
  return [];
}

/** The longest part of the run from its start that fits. */
function fitting({ run, rule }: { run: readonly DigitGroup[]; rule: NumberRule }): readonly DigitGroup[] {
  const [shortest, longest] = rule.lengths;
  let digits = '';
  let best: readonly DigitGroup[] = [];
  for (const [index, group] of run.entries()) {
    digits += group.digits;
    if (digits.length > longest) break;
    if (digits.length >= shortest && rule.fits?.(digits) !== false) best = run.slice(0, index + 1);
  }
  return best;
}
