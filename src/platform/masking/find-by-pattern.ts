import { isIPv4, isIPv6 } from 'node:net';
import { isIban } from './checksums.ts';
import { plainDigits, unseen } from './find-digit-runs.ts';
import type { FoundData, MaskedKind } from './masked-kinds.ts';

interface PatternRule {
  readonly kind: MaskedKind;
  /** The group `data` is what is found, otherwise the whole. */
  readonly pattern: RegExp;
  fits?(plain: string): boolean;
}

const gap = `[${unseen}]*`;
const separator = `${gap}[\\t \\u00A0\\u2000-\\u200A.‐‑‒–-]${gap}`;
const nothing = new RegExp(`[${unseen}]`, 'gu');
const day = String.raw`(?:\d{1,2}|\p{L}{3,12})(?:st|nd|rd|th)?`;
const month = String.raw`(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?`;
const year = String.raw`(?:\d{4}|'?\d{2}|(?:nineteen|twenty|two thousand)(?:[ -](?:and )?\p{L}{2,9}){1,3})`;
const date = `(?:\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4}|(?:the )?${day}(?: of)? ${month},? ?${year}|${month} (?:the )?${day}(?:[ -]\\p{L}{3,7})?,? ${year})`;

const rules: readonly PatternRule[] = [
  {
    kind: 'secret',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
  },
  { kind: 'secret', pattern: /\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{12,}/gu },
  {
    kind: 'secret',
    pattern: /\b(?:xox[abeprs]|xapp|pat|glpat|npm|hf|gh[opsru]|github_pat|shpat)[-_][A-Za-z0-9_-]{8,}/gu,
  },
  { kind: 'secret', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/gu },
  { kind: 'secret', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gu },
  { kind: 'secret', pattern: /\b(?:Bearer|Basic) +(?<data>(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/=-]{12,})/giu },
  { kind: 'secret', pattern: /[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:(?<data>[^\s@/]+)@/giu },
  {
    kind: 'secret',
    pattern:
      /[?&#](?:[\w-]*(?:api[_-]?key|token|secret|signature|password|passwd|pwd)|key|sig|code|auth)=(?<data>[^&\s#<>"')\]]+)/giu,
  },
  {
    kind: 'secret',
    pattern:
      /\b(?:pass ?(?:word|phrase|code)|api key|secret key)(?: is|:|=)+ *["'“]?(?<data>(?=\S*[\d!@$%^*])\S{6,}[\w!@$%^*])/giu,
  },
  { kind: 'ssn', pattern: separated([3, 2, 4]), fits: isSocialSecurityNumber },
  {
    kind: 'bank',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])[A-Za-z]{2}${gap}\\d{2}(?:[ ${unseen}-]{0,3}[A-Za-z0-9]){11,30}`, 'gu'),
  },
  { kind: 'bank', pattern: /\b(?:swift|bic)(?: code)?(?: is|:|#)* +(?<data>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b/giu },
  { kind: 'bank', pattern: /\biban\b[^\n\d]{0,20}?(?<data>\b[A-Z]{2}\d{2}[A-Z0-9]{11,30})\b/giu },
  { kind: 'passport', pattern: /\bpassport\b[^\n\d]{0,40}?(?<data>\b[A-Z]{1,2}\d{6,8}\b)/giu },
  {
    kind: 'license',
    pattern: /\bdriv(?:er|ing)(?:['’]?s|s['’])? licen[cs]e\b[^\n\d]{0,40}?(?<data>\b[A-Z]{1,2}\d{5,14}\b)/giu,
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(
      `\\b(?:born(?: on)?|birth ?da(?:y|te)|date of birth|d\\.?o\\.?b\\.?)\\b[^\\n\\d]{0,20}?(?<data>\\b${date})`,
      'giu',
    ),
  },
  {
    kind: 'email',
    pattern: /(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}/gu,
  },
  {
    kind: 'email',
    pattern:
      /\b[\p{L}\p{N}]+(?:(?: dot | underscore |[._-])[\p{L}\p{N}]+){0,3} at [\p{L}\p{N}-]+(?: dot [\p{L}\p{N}-]+){0,2} dot (?:com|org|net|io|co|edu|gov|ai|dev|app|us|uk|de|fr|ca|au|example)\b/giu,
  },
  { kind: 'ip', pattern: /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/gu, fits: isIPv4 },
  {
    kind: 'ip',
    pattern: /(?<![\w:.])(?=[\da-f:.]*:[\da-f:.]*:)[\da-f:]{2,39}(?:(?:\.\d{1,3}){3})?(?![\w:])/giu,
    fits: isIPv6,
  },
  {
    kind: 'url',
    pattern: /\b(?:https?|ftp):\/\/[^\s<>"'”)\]]+[^\s<>"'”)\].,;:!?]|\bwww\.[\w-]+(?:\.[\w-]+)+(?:\/[^\s<>"')\]]*)?/giu,
  },
];

/** What can be told by its form alone. */
export function findByPattern({ text, kinds }: { text: string; kinds: ReadonlySet<MaskedKind> }): FoundData[] {
  return rules
    .filter(({ kind }) => kinds.has(kind))
    .flatMap((rule) =>
      [...text.matchAll(rule.pattern)].flatMap((match) =>
        rule.kind === 'bank' ? ibanIn(match) : placeOf({ rule, match }),
      ),
    );
}

function placeOf({ rule, match }: { rule: PatternRule; match: RegExpExecArray }): FoundData[] {
  const data = match.groups?.['data'];
  const surface = data ?? match[0];
  if (rule.fits?.(surface.replaceAll(nothing, '')) === false) return [];
  const start = match.index + (data === undefined ? 0 : match[0].lastIndexOf(data));
  return [{ kind: rule.kind, start, end: start + surface.length, value: surface.replaceAll(nothing, '') }];
}

function separated(sizes: readonly number[]): RegExp {
  const groups = sizes.map((size) => `\\p{Nd}(?:${gap}\\p{Nd}){${size - 1}}`);
  return new RegExp(`(?<![\\p{Nd}$€£]|\\p{Nd}[.-])${groups.join(separator)}(?![\\p{Nd}]|-\\p{Nd})`, 'gu');
}

/** Areas that were never given out aside; those from 900 on are numbers of taxpayers without one. */
function isSocialSecurityNumber(surface: string): boolean {
  return /^(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}$/u.test(plainDigits(surface));
}

/** The longest part of the match that has the right check digits: a word may follow without a mark. */
function ibanIn(match: RegExpExecArray): FoundData[] {
  const named = match.groups?.['data'];
  if (named !== undefined) {
    const start = match.index + match[0].lastIndexOf(named);
    return [{ kind: 'bank', start, end: start + named.length, value: named }];
  }
  for (let length = match[0].length; length > 14; length -= 1) {
    const surface = match[0].slice(0, length);
    const value = surface.replaceAll(/[^A-Za-z0-9]/gu, '').toUpperCase();
    if (/[A-Za-z0-9]$/.test(surface) && isIban(value)) {
      return [{ kind: 'bank', start: match.index, end: match.index + length, value }];
    }
  }
  return [];
}
