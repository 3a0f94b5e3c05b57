/** A stretch of a cue's text that one voice speaks; `voice` is null outside of voice tags. */
export interface VoiceSpan {
  readonly voice: string | null;
  readonly text: string;
}

const tagPattern = /<(\/?)(c|i|b|u|v|ruby|rt|lang)((?:\.[^\s.<>&]*)*)(?:[ \t\n]([^<>]*))?>|<\d+:[\d:.]+\s*>/giy;
const otherTagPattern = /<\/?[a-z][^<>]*>/giy;

/**
 * Returns who says what in one WebVTT cue: tags removed, entities decoded, line breaks kept.
 * A `<` that opens no complete tag is text, so that "3 < 5" loses nothing.
 */
export function readCueText(raw: string): VoiceSpan[] {
  const spans: VoiceSpan[] = [];
  let voice: string | null = null;
  let text = '';
  function finishSpan(): void {
    if (text.trim() !== '') spans.push({ voice, text: decodeEntities(text) });
    text = '';
  }
  for (let position = 0; position < raw.length; ) {
    const open = raw.indexOf('<', position);
    if (open === -1) {
      text += raw.slice(position);
      break;
    }
    text += raw.slice(position, open);
    const tag = matchTag(raw, open);
    if (tag === null) {
      text += '<';
      position = open + 1;
      continue;
    }
    if (tag.name === 'v') {
      finishSpan();
      voice = tag.closes ? null : voiceName(tag.annotation);
    }
    position = tag.end;
  }
  finishSpan();
  return joinStrays(spans);
}

/** Returns `text` without the formatting tags that SubRip files carry; everything else stays as it is. */
export function removeSubRipTags(text: string): string {
  return text.replaceAll(/<\/?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[a-z0-9][^{}]*\}/gi, '');
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly annotation: string;
  readonly end: number;
}

function matchTag(raw: string, position: number): Tag | null {
  tagPattern.lastIndex = position;
  const match = tagPattern.exec(raw);
  if (match) {
    return {
      name: (match[2] ?? '').toLowerCase(),
      closes: match[1] === '/',
      annotation: match[4] ?? '',
      end: position + match[0].length,
    };
  }
  otherTagPattern.lastIndex = position;
  const other = otherTagPattern.exec(raw);
  return other ? { name: '', closes: false, annotation: '', end: position + other[0].length } : null;
}

function voiceName(annotation: string): string | null {
  const name = decodeEntities(annotation).trim().replaceAll(/\s+/g, ' ');
  return name === '' ? null : name;
}

/** Words beside the only voice of a cue are that voice's: exporters close the tag too early, nobody else speaks. */
function joinStrays(spans: VoiceSpan[]): VoiceSpan[] {
  const voices = new Set(spans.map((span) => span.voice).filter((voice) => voice !== null));
  const [only] = voices;
  if (voices.size !== 1 || only === undefined || spans.length === 1) return spans;
  return [{ voice: only, text: spans.map((span) => span.text).join('') }];
}

const namedEntities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00A0'],
  ['lrm', '\u200E'],
  ['rlm', '\u200F'],
]);

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/gi, decodeEntity);
}

function decodeEntity(entity: string): string {
  const body = entity.slice(1, -1);
  if (!body.startsWith('#')) return namedEntities.get(body) ?? entity;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
  return isCharacter(code) ? String.fromCodePoint(code) : entity;
}

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}
