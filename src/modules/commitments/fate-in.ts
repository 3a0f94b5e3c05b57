/** What a sentence says of the thing it speaks of. */
export type Fate = 'kept' | 'broken';

/** That a thing came, was read or was done. */
const keptCues: readonly RegExp[] = [
  /\b(?:thank you|thanks)\b.{0,30}\b(?:for|on)\b|\b(?:appreciate|appreciated|grateful for|glad you)\b/iu,
  /\b(?:got|received|saw|seen|read|went (?:through|over)|gone (?:through|over)|(?:looked|look) (?:at|through|over)|reviewed|opened|printed|forwarded|skimmed|studied|dug into|flipped through|passed (?:it|that|the|your)|loved|liked)\b/iu,
  /\byou (?:sent|shared|gave|were (?:quick|fast)|got (?:us|me|it|that|the))\b/iu,
  /\b(?:i|we|she|he|they)\b.{0,12}\b(?:sent|shared|finished|brought|talked to|spoke (?:to|with)|signed|scheduled|set up|put together|delivered|completed|passed)\b/iu,
  /\b(?:as promised|like i promised|i promised)\b/iu,
  /\b(?:came (?:in|through|over|across)|it came|arrived|landed|showed up|turned up|made it (?:over|here|to us)|made the rounds|is done|was done|all set|went out|is signed|in hand|in my inbox|in front of (?:me|us))\b/iu,
  /\b(?:was|were) (?:very |really |so |super |just |exactly )?(?:helpful|useful|great|good|clear|perfect|spot on|what (?:we|i) needed)\b|\b(?:helped (?:a lot|us|me)|big help|did the trick|showed me|walked me through)\b/iu,
];

/** That it did not. Looked for first: “thanks, but we never got it” is no thanks. */
const brokenCues: readonly RegExp[] = [
  /\b(?:never|didn['’]t|did not|haven['’]t|have not|hasn['’]t|has not|couldn['’]t|wasn['’]t able to|don['’]t think (?:i|we)['’]ve|not|yet to)\b.{0,30}\b(?:got|get|gotten|receive|received|seen|saw|see|sent|send|come|came|done|happen|happened|started|finish|finished|reach|reached|show|showed|shown|arrive|arrived|land|landed|hit|surfaced|materialized|make it|made it|had a chance|find|found|go out|gone out|went out|turn up|turned up)\b/iu,
  /\b(?:don['’]t|do not|doesn['’]t) (?:actually |really |even |yet )?(?:have|see)\b/iu,
  /\bstill (?:waiting|don['’]t have|missing|owe|need|haven['’]t|hasn['’]t|not|on my list|open|outstanding|without|hoping for|looking for|hunting for)\b/iu,
  /\bnot (?:done|there|here|ready|sent|finished) (?:yet)?\b|\b(?:is|['’]s|are) (?:missing|overdue|outstanding|late)\b/iu,
  /\b(?:waited|waiting|been waiting|held off|holding off|chasing)\b.{0,40}\b(?:on|for|because)\b/iu,
  /\b(?:supposed to have|were supposed to|was supposed to)\b/iu,
  /\b(?:slipped|dropped (?:the ball|that)|fell (?:through|off)|forgot|my fault|i owe you|ran out of (?:time|week)|got stuck|no luck|no sign of|let (?:it|that) slide|empty-handed|behind on)\b/iu,
  /\b(?:everything|all) (?:but|except)\b/iu,
  /\bdid .{3,60} ever (?:go|come|get|arrive)\b/iu,
];

/** What is still to come, or is asked, says nothing of what was. */
const aheadCues: readonly RegExp[] = [
  /\b(?:will|going to|gonna|i['’]ll|we['’]ll|you['’]ll|can you|could you|would you|let me|let['’]s|want to|need to|happy to)\b/iu,
];

/** The first words of an answer to whoever asked after a thing, or named it as owed. */
const yesCue =
  /^(?:(?:and|oh|um|uh|well|so|right|okay|sure|perfect)[,.]? )*(?:yes|yeah|yep|yup|sure did|certainly|absolutely|it['’]s (?:here|in|done)|i did|we did|it did|you did|they did|got it|i got|we got|i have|we have|i['’]ve got|all done|that['’]s done|right, i['’]ve)\b/iu;
const noCue =
  /^(?:(?:and|oh|um|uh|well|so|right|okay)[,.]? )*(?:no\b|nope|afraid not|i['’]m afraid|never did|nothing|not so far|not yet|not really|i (?:wasn['’]t|didn['’]t|haven['’]t|couldn['’]t)|we (?:weren['’]t|didn['’]t|haven['’]t|couldn['’]t)|it (?:didn['’]t|hasn['’]t)|it got stuck|you (?:do|didn['’]t|haven['’]t))\b/iu;

/** A question after the thing, or that it was owed: the answer says what became of it. */
const askCue =
  /\b(?:did|have|were|was|are|is|do) (?:you|we|they|it|i|the|that|your|our)\b.*\?|\b(?:owed? you|was going to|were going to|said i['’]?d|said we['’]?d|promised|any luck|any (?:news|word)|how about|what about|from (?:last time|my list)|last of it|able to)\b/iu;

/** A request for the thing by whoever waits for it. */
const requestCue =
  /\b(?:can|could|would) (?:you|we|i)\b|\bany chance\b|\bwhere (?:is|are|['’]s)\b|\bwhat (?:happened|['’]s happening|became)\b|\bi['’]d (?:still )?(?:need|love|like)\b|\bif you could\b|\bwhen (?:can|do|will) (?:we|i|you)\b/iu;

/** That a thing has come to whoever speaks. */
const receiptCue =
  /\b(?:thanks|thank you|appreciate|you sent|you were quick|got|received|read|came (?:in|through|over)|landed|arrived|showed up|reached (?:me|us))\b|['’]ve got\b|\bi have\b/iu;

/** What a sentence says of the thing that it names; null where it says nothing of its fate. */
export function fateIn(sentence: string): Fate | null {
  if (brokenCues.some((cue) => cue.test(sentence))) return 'broken';
  if (sentence.trimEnd().endsWith('?') || aheadCues.some((cue) => cue.test(sentence))) return null;
  return keptCues.some((cue) => cue.test(sentence)) ? 'kept' : null;
}

/** Whether a sentence asks after the thing that it names, or says that it was owed. */
export function asksAfter(sentence: string): boolean {
  return askCue.test(sentence);
}

/** What an answer says, by its first words or by what it says itself. */
export function fateOfAnswer(sentence: string): Fate | null {
  if (noCue.test(sentence)) return 'broken';
  const own = fateIn(sentence);
  if (own !== null) return own;
  return yesCue.test(sentence) ? 'kept' : null;
}

/** How whoever promised takes what the other says of the thing: an apology owns up to it, a welcome has seen to it. */
const apologyCue =
  /\b(?:sorry|apolog(?:y|ies|ize)|(?:my|our) (?:fault|bad|mistake)|on (?:me|us)\b|no (?:good )?excuses?|embarrass(?:ing|ed)|(?:i|we) (?:dropped|forgot|missed|blew|earned)|let me (?:fix|make) (?:that|it)|that['’]s (?:more than )?fair|you['’]re right|ouch|oh no)\b/iu;
const welcomeCue =
  /\b(?:you['’]re (?:very |so )?welcome|my pleasure|(?:so |very )?glad (?:it|that|you|to hear)|good to hear|oh,? good|any ?time|don['’]t mention it)\b/iu;

/** What the answer of whoever promised gives away of the thing. */
export function fateOfReply(sentence: string): Fate | null {
  if (apologyCue.test(sentence)) return 'broken';
  return welcomeCue.test(sentence) ? 'kept' : null;
}

/** Whether somebody asks for the thing. */
export function asksFor(sentence: string): boolean {
  return requestCue.test(sentence);
}

/** Whether somebody says that the thing has come to them. */
export function tellsOfReceipt(sentence: string): boolean {
  return receiptCue.test(sentence);
}
