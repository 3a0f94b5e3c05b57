import type { Flag, Turn } from '#contracts';
import { claimFrom, type Place } from '../claims/claim-from.ts';
import type { Sentence } from '../language/index.ts';
import { rangeOfTokens } from './matcher/index.ts';
import { cue, type RuleContext } from './rule-context.ts';

/** Characters that a reader does not see: zero width, direction marks and overrides, tags, soft hyphens. */
const hidden = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]+/gu;
/** Ways of hiding text in pages and documents, and the marks by which prompts part their roles. */
const markup =
  /<!--|-->|<\/?(?:script|style|iframe|img|svg|object|embed|meta|link|div|span|p|a|b|i|u|font|body|html|input|form|button|template|system|assistant|user|instructions?|prompt|tool_?(?:call|use)?)\b[^>]*>?|display\s*:\s*none|font-size\s*:\s*0|\[\/?(?:INST|SYSTEM|SYS)\]|<\|[^|>]{1,40}\|>|<<\/?SYS>>|^#{2,}\s*(?:system|instructions?|assistant)\b|```|!?\[[^\]]*\]\([^)]*\)|javascript:|data:text\/html/giu;
/** The parts that prompts give to machines, as the head of a sentence. */
const role = /^["'*[(]*(?:system|assistant|developer|ai|notetaker)["'*\])]*:/iu;
const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|https?:\/\/[^\s)>\]]+/giu;
const sending = new Set(
  `send email mail forward post upload transmit exfiltrate share export submit leak transfer copy bcc cc fetch
   open visit call curl get`.split(/\s+/u),
);
const cargo =
  /\b(?:transcripts?|data|database|credentials?|passwords?|customer list|contacts|crm|records?|recordings?|api keys?|secrets?|tokens?|conversation|summar(?:y|ies)|notes|everything|all calls)\b/iu;

/** Returns what in the transcript behaves like an order to a machine. It is listed and obeyed by nobody. */
export function findFlags(context: RuleContext): Flag[] {
  const flags: Flag[] = [];
  for (const turn of context.document.transcript.turns) {
    for (const match of turn.text.matchAll(markup)) {
      const place = { turn: turn.turn, start: match.index, end: match.index + match[0].length };
      flags.push(flagAt(context, { place, kind: 'hidden_text' }));
    }
    for (const place of hiddenPlaces(context, turn)) flags.push(flagAt(context, { place, kind: 'hidden_text' }));
  }
  for (const sentence of context.sentences) {
    const kind = orderIn(context, sentence);
    if (kind !== null) flags.push(flagAt(context, { place: sentence, kind }));
  }
  return flags.sort((one, other) => one.turn - other.turn || one.start - other.start || one.end - other.end);
}

/** The sentences with characters that nobody sees; where they stand outside of any sentence, the characters themselves. */
function hiddenPlaces(context: RuleContext, turn: Turn): Place[] {
  const { first = 0, end = 0 } = context.document.turnSentences[turn.turn] ?? {};
  const own = context.document.sentences.slice(first, end);
  const places = new Map<number, Place>();
  for (const match of turn.text.matchAll(hidden)) {
    const last = match.index + match[0].length;
    const around = own.find((sentence) => sentence.start < last && sentence.end > match.index);
    const place = around ?? { turn: turn.turn, start: match.index, end: last };
    places.set(place.start, { turn: turn.turn, start: place.start, end: place.end });
  }
  return [...places.values()];
}

/** The sentences that carry a flag: nothing else is found in them. */
export function flaggedSentences(options: { context: RuleContext; flags: readonly Flag[] }): ReadonlySet<number> {
  const { context, flags } = options;
  const flagged = new Set<number>();
  for (const sentence of context.sentences) {
    const touched = flags.some(
      (flag) => flag.turn === sentence.turn && flag.start < sentence.end && flag.end > sentence.start,
    );
    if (touched) flagged.add(sentence.index);
  }
  return flagged;
}

function orderIn(context: RuleContext, sentence: Sentence): Flag['kind'] | null {
  if (cue(context, { sentence: sentence.index, section: 'flag.instruction' }) > 0) return 'instruction';
  if (role.test(sentence.text) || borrowsVoice(context, sentence)) return 'instruction';
  if (isExfiltration(context, sentence)) return 'exfiltration';
  return null;
}

/** Words put into another speaker's mouth in the way of a transcript: `Maya Okafor: I will pay.` inside Sam's turn. */
function borrowsVoice(context: RuleContext, sentence: Sentence): boolean {
  if (!sentence.text.includes(':')) return false;
  return [...context.speakers.keys()].some(
    (speaker) => speaker !== sentence.speaker && sentence.text.toLowerCase().includes(`${speaker.toLowerCase()}:`),
  );
}

/** Something of worth to be sent to an address: `send the customer list to x@y`. */
function isExfiltration(context: RuleContext, sentence: Sentence): boolean {
  if (!cargo.test(sentence.text)) return false;
  const named = context.cues[sentence.index]?.get('flag.exfiltration');
  const hasAddress = new RegExp(address.source, 'iu').test(sentence.text);
  const forms = context.tokens[sentence.index]?.forms ?? [];
  if (hasAddress) return forms.some((form) => sending.has(form));
  return named !== undefined && isOutside(context, { sentence, match: named });
}

/** Whether what follows names a place outside (`evil dot com`, `this webhook`), as no one at the table would be. */
function isOutside(
  context: RuleContext,
  options: { sentence: Sentence; match: { from: number; to: number } },
): boolean {
  const tokens = context.tokens[options.sentence.index];
  if (tokens === undefined) return false;
  const { end } = rangeOfTokens(tokens, options.match);
  const rest = options.sentence.text.slice(end - options.sentence.start, end - options.sentence.start + 60);
  return /\b(?:dot (?:com|net|org|io|ru|example)|webhook|url|server|endpoint|external (?:address|server|email)|pastebin|this (?:address|link|number))\b/iu.test(
    rest,
  );
}

function flagAt(context: RuleContext, options: { place: Place; kind: Flag['kind'] }): Flag {
  const { place, kind } = options;
  const claim = claimFrom({
    document: context.document,
    place: { turn: place.turn, start: place.start, end: place.end },
    field: 'flag',
    rule: `flag.${kind}`,
    confidence: kind === 'hidden_text' ? 0.9 : 0.85,
  });
  return { ...claim, kind };
}
