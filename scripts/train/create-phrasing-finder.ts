import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../simulators/world/phrasings/own/', import.meta.url);

/** Where a sentence of a generated call was written. */
export interface Phrasing {
  /** The written scene. */
  readonly scene: string;
  /** The sentence of that scene. */
  readonly sentence: string;
}

interface Pattern extends Phrasing {
  readonly pattern: RegExp;
}

/**
 * Returns a function that names the written sentence which a sentence of a generated call comes from, null where none
 * fits: what is left out of training is left out with all that was written in one breath with it.
 * The most exact phrasing counts.
 */
export function createPhrasingFinder(): (text: string) => Phrasing | null {
  const patterns = readdirSync(folder)
    .sort()
    .flatMap((file) => patternsOf(file))
    .sort((one, other) => other.pattern.source.length - one.pattern.source.length);
  const known = new Map<string, Phrasing | null>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const written = patterns.find(({ pattern }) => pattern.test(text)) ?? null;
    known.set(text, written);
    return written;
  };
}

function patternsOf(file: string): Pattern[] {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return text
    .split(/^# /mu)
    .slice(1)
    .flatMap((part) => {
      const [section = '', ...rest] = part.split('\n');
      const blocks = rest
        .join('\n')
        .split(/\n\s*\n/u)
        .filter((block) => block.trim() !== '');
      return blocks.flatMap((block, place) => {
        const scene = `${file} ${section.trim()} ${place}`;
        const sentences = block.trim().split('\n').flatMap(sentencesOf);
        return sentences.map((text, at) => ({ scene, sentence: `${scene} ${at}`, pattern: patternOf(text) }));
      });
    });
}

function sentencesOf(line: string): string[] {
  return line
    .replace(/^[A-Z]: /u, '')
    .split(/(?<=[.?!]"?(?:\s*\[[^\]]*\])*)\s+(?=["'$A-Z0-9{])/u)
    .map((part) => part.replace(/\s*\[[^\]]*\]/gu, '').trim())
    .filter((part) => part !== '');
}

/** Whatever fills a slot or is chosen fits. */
function patternOf(sentence: string): RegExp {
  const parts = sentence
    .replace(/\s+/gu, ' ')
    .split(/\{\w+\}|<[^<>]*>/u)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.+?')}$`, 'iu');
}
