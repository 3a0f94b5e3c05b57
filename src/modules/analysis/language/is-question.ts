import type { Sentence } from './document.ts';

/** Words people begin with before they come to the question. */
const openers = new Set(
  `um uh er ah oh so and but okay ok well yeah yes yep no right now like then or hey hi hello also just actually sorry sure
   great cool alright good mm hmm mm-hmm anyway basically cause because because again please first quickly thanks`.split(
    /\s+/u,
  ),
);
const openingPairs = new Set([
  'i mean',
  'you know',
  'thank you',
  'all right',
  'got it',
  'by the',
  'let me',
  'i guess',
  'of course',
]);
const auxiliaries = new Set(
  `do does did is are was were am can could will would should shall may might has have had don't doesn't didn't isn't aren't
   wasn't weren't can't couldn't won't wouldn't shouldn't hasn't haven't ain't`.split(/\s+/u),
);
const pronouns = new Set(
  `you we they i he she it that this there these those anyone anybody someone somebody everyone everybody anything something
   y'all`.split(/\s+/u),
);
const determiners = new Set(
  'the your our their his her my its any all most both each some another either a an one'.split(' '),
);
const questionWords = new Set('what who whom whose where when why how which'.split(' '));
const contracted = /^(?:what|who|where|when|why|how)(?:'s|'re|'d|'ll)$/u;
/** Behind these words a clause in question order asks nothing: `so do I`, `neither would they`. */
const notBeforeInversion = new Set('so neither nor than as only not never whatever wherever however'.split(' '));
/** Verbs that take a question as their object: `I know what is the problem`. */
const embedding = new Set(
  `know knows knew see sees saw tell tells told understand explain show shows exactly decide sure about of on learn figure out
   remember wonder matter matters depends is that's`.split(/\s+/u),
);
const haveFollowers =
  /^(?:ever|got|been|seen|heard|thought|considered|tried|had|done|made|looked|talked|used|already|any|a|given|gone|found|\p{L}+ed)$/u;
const indirect =
  / (?:(?:i'm|i am|i was|we were|we're|just|am) (?:just )?(?:curious|wondering)|i wonder (?:if|whether|what|how|why)|curious (?:what|how|if|whether|about|to|when|why)|tell me (?:about|more|what|how|a|why|when)|walk me through|talk me through|help me understand|i'd (?:love|like) to (?:know|hear|understand)) /u;
const elliptic =
  /^(?:any (?:questions?|thoughts?|idea|ideas|chance|concerns?|feedback|updates?|reason|news|other|particular|objections?)|anything else|anyone else|anybody else|and you|what about|how about|how come|what if|why not|how much|how many|how long|how often|how soon|how far|how big|how old|what kind|what sort|what type|what time|what else|who else|where else|what for|such as what|like what|you mean|meaning what|ever heard|want me to|mind if|okay if|which one|which ones)\b/u;
const tag =
  / (?:right|correct|okay|ok|yeah|huh|no|eh|(?:is|are|do|does|did|was|were|can|could|will|would|have|has|should)(?:n't)? (?:it|you|they|we|he|she|i|that|there)) $/u;

/**
 * Whether a sentence asks something, told by its words alone: question words, inverted order and indirect forms.
 * A question mark plays no part, so that a transcript without punctuation counts the same. Statements that end in a
 * tag (`…, right?`, `…, isn't it?`) are left out unless `tags` is set.
 */
export function isQuestion(sentence: Sentence, options: { tags?: boolean } = {}): boolean {
  const words = withoutOpeners(sentence.words.map((word) => word.lower));
  if (words.length === 0 || / (?:so|neither|nor) \S+ (?:i|we|you|they|he|she|it) $/u.test(sentence.spaced))
    return false;
  if (asksAtStart(words) || asksInside(words) || indirect.test(sentence.spaced)) return true;
  return options.tags === true && words.length > 1 && tag.test(sentence.spaced);
}

function withoutOpeners(words: readonly string[]): readonly string[] {
  let start = 0;
  while (start < words.length - 1) {
    const pair = `${words[start]} ${words[start + 1]}`;
    if (openingPairs.has(pair) && words.length - start > 3 && pair !== 'let me') start += 2;
    else if (openers.has(words[start] ?? '')) start += 1;
    else break;
  }
  return words.slice(start);
}

function asksAtStart(words: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = words;
  if (elliptic.test(words.slice(0, 3).join(' ')))
    return !(first === 'how' && second === 'much' && /^(?:i|we|they)$/u.test(third));
  if (contracted.test(first)) return words.length > 1;
  if (questionWords.has(first)) return asksByQuestionWord(words);
  return auxiliaries.has(first) && asksByInversion(words);
}

function asksByQuestionWord(words: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = words;
  if (words.length === 1)
    return first === 'why' || first === 'how' || first === 'when' || first === 'where' || first === 'who';
  if (
    first === 'which' &&
    !/^(?:one|ones|of|part|parts|system|systems|team|property|properties|way|day|do|does|did)$/u.test(second)
  )
    return false;
  if (first === 'what' && /^(?:a|an)$/u.test(second)) return false;
  if (auxiliaries.has(second))
    return !(
      first === 'what' &&
      /^(?:is|was)$/u.test(second) &&
      /^(?:important|nice|great|happening|really)$/u.test(third)
    );
  if (first === 'when' || first === 'where') return false;
  if (/^(?:i|we|you|they|he|she|it|that|this|the|there)$/u.test(second)) return false;
  if (first === 'who') return words.length <= 12;
  const auxiliary = words.slice(2, 6).findIndex((word) => auxiliaries.has(word));
  if (auxiliary < 0) return words.length <= 3 && first !== 'how';
  const subject = words[auxiliary + 3] ?? '';
  return pronouns.has(subject) || determiners.has(subject) || first === 'what' || first === 'which';
}

function asksByInversion(words: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = words;
  if (words.length < 2) return false;
  if (/^(?:have|had|has)$/u.test(first)) {
    return pronouns.has(second) ? !(first === 'have' && /^(?:it|that|this)$/u.test(second)) : first === 'has';
  }
  if (first === 'may' || first === 'might' || first === 'shall') return /^(?:i|we|you)$/u.test(second);
  if (pronouns.has(second))
    return !(/^(?:do|don't)$/u.test(first) && /^(?:it|that|this|something|anything)$/u.test(second));
  if (determiners.has(second))
    return !/^do|^don't/u.test(first) || /^(?:the|your|our|their|all|most|any)$/u.test(second);
  if (first === 'does' || first === 'did') return !/^(?:not|so)$/u.test(second);
  if (first === 'am') return false;
  if (/^(?:is|are|was|were)$/u.test(first)) {
    return (
      !/^(?:what|not|gonna|going|very|really|just|why|how|because|in|on|at|to|like|being|done|always|also|still|where|when|who|good|fine)$/u.test(
        second,
      ) && words.length > 2
    );
  }
  return (
    /^(?:can|could|will|would|should)$/u.test(first) &&
    /^(?:people|residents|tenants|owners|folks|users|[a-z]+s)$/u.test(second) &&
    third !== '' &&
    second !== 'always'
  );
}

/** Question order after the sentence has begun: `the thing is, do you…`, `if so how do we…`. */
function asksInside(words: readonly string[]): boolean {
  for (let at = 1; at + 1 < words.length; at += 1) {
    const before = words[at - 1] ?? '';
    const word = words[at] ?? '';
    const subject = words[at + 1] ?? '';
    if (notBeforeInversion.has(before)) continue;
    // Two words at the end in question order are a tag.
    if (at + 2 === words.length && !questionWords.has(before)) continue;
    if (invertsInside({ before, word, subject, after: words[at + 2] ?? '' })) return true;
    if (questionWords.has(word) && !embedding.has(before) && asksFromQuestionWord(words, at)) return true;
  }
  return false;
}

function invertsInside(place: { before: string; word: string; subject: string; after: string }): boolean {
  const { before, word, subject, after } = place;
  if (/^(?:do|did|are|would|could|can|will|should|were|don't|didn't|aren't|wouldn't|couldn't|can't)$/u.test(word)) {
    if (
      /^(?:things|people|all|they|we|you|i|what|that|which|who|units|these|those)$/u.test(before) &&
      /^(?:are|were|do|did|can|will)$/u.test(word)
    ) {
      return before === 'what' && subject === 'you';
    }
    if (subject === 'you') return true;
    return /^(?:we|they)$/u.test(subject) && !/^(?:are|were|did|do)$/u.test(word) ? !embedding.has(before) : false;
  }
  if (word === 'have' && subject === 'you')
    return haveFollowers.test(after) && !pronouns.has(before) && before !== 'to';
  if (word === 'does') return /^(?:that|it|this|anyone|anybody|everybody|the|your)$/u.test(subject);
  if (word === 'is' && subject === 'there')
    return (
      /^(?:a|an|any|anything|something|some|anyone|still)$/u.test(after) && !/^(?:that|what|it|all)$/u.test(before)
    );
  return false;
}

function asksFromQuestionWord(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  const auxiliary = words[at + 1] ?? '';
  const subject = words[at + 2] ?? '';
  if (
    /^(?:who|which|where|when|that)$/u.test(word) &&
    !/^(?:do|does|did|would|could|can|should|will)$/u.test(auxiliary)
  )
    return false;
  if (/^(?:do|does|did|would|could|can|should|will)$/u.test(auxiliary))
    return pronouns.has(subject) || determiners.has(subject);
  if (/^(?:is|are|was|were)$/u.test(auxiliary)) return /^(?:the|your|our|you|there)$/u.test(subject);
  return (
    word === 'how' &&
    /^(?:much|many|long|often)$/u.test(auxiliary) &&
    /^(?:do|does|did|would|is|are|can|will)$/u.test(words[at + 2] ?? '')
  );
}
