import type { PatternNode } from './parse-pattern.ts';
import type { SpanName, Tokens } from './tokens.ts';

/** A pattern with the section of the lexicon that it stands in and its weight, 0 to 1. */
export interface WeightedPattern {
  readonly section: string;
  readonly weight: number;
  readonly nodes: readonly PatternNode[];
}

/** A place where a pattern of a section was found: tokens [from, to) of the sentence. */
export interface Match {
  readonly section: string;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
}

export interface Matcher {
  /** Returns the best match of every section that was found, by section. */
  find(tokens: Tokens): ReadonlyMap<string, Match>;
}

/** Tries a rest of a pattern at a token; returns the token after its end, or -1. */
type Step = (tokens: Tokens, at: number) => number;

interface Compiled {
  readonly section: string;
  readonly weight: number;
  readonly step: Step;
}

/** Prefixes are looked up by their first letters; a shorter one in a lexicon would never be found. */
const prefixLetters = 2;

interface Starts {
  readonly words: Set<string>;
  readonly spans: Set<SpanName>;
  readonly prefixes: Set<string>;
  open: boolean;
}

/** Compiles patterns once; matching then visits, at each token, only those that can begin there. */
export function createMatcher(patterns: readonly WeightedPattern[]): Matcher {
  const byWord = new Map<string, Compiled[]>();
  const bySpan = new Map<SpanName, Compiled[]>();
  const byPrefix = new Map<string, Compiled[]>();
  const open: Compiled[] = [];
  for (const { section, weight, nodes } of patterns) {
    const compiled = { section, weight, step: compileSequence(nodes, (_tokens, at) => at) };
    const starts: Starts = { words: new Set(), spans: new Set(), prefixes: new Set(), open: false };
    if (collectStarts(nodes, starts)) starts.open = true;
    if (starts.open) {
      open.push(compiled);
      continue;
    }
    for (const word of starts.words) listOf(byWord, word).push(compiled);
    for (const name of starts.spans) listOf(bySpan, name).push(compiled);
    for (const prefix of starts.prefixes) listOf(byPrefix, prefix).push(compiled);
  }
  const prefixes = Map.groupBy(byPrefix, ([prefix]) => prefix.slice(0, prefixLetters));
  return {
    find: (tokens) => {
      const best = new Map<string, Match>();
      for (let at = 0; at < tokens.forms.length; at += 1) {
        const form = tokens.forms[at] ?? '';
        tryAll({ list: byWord.get(form), tokens, at, best });
        for (const [prefix, list] of prefixes.get(form.slice(0, prefixLetters)) ?? []) {
          if (form.startsWith(prefix)) tryAll({ list, tokens, at, best });
        }
        for (const [name, list] of bySpan) if (tokens.spans.get(name)?.has(at)) tryAll({ list, tokens, at, best });
        tryAll({ list: open, tokens, at, best });
      }
      return best;
    },
  };
}

function tryAll(options: {
  list: readonly Compiled[] | undefined;
  tokens: Tokens;
  at: number;
  best: Map<string, Match>;
}): void {
  const { list, tokens, at, best } = options;
  if (list === undefined) return;
  for (const { section, weight, step } of list) {
    const known = best.get(section);
    if (known !== undefined && known.weight >= weight) continue;
    const to = step(tokens, at);
    if (to >= 0) best.set(section, { section, weight, from: at, to });
  }
}

function compileSequence(nodes: readonly PatternNode[], last: Step): Step {
  return nodes.reduceRight((next, node) => compileNode(node, next), last);
}

function compileNode(node: PatternNode, next: Step): Step {
  const step = compileRequired(node, next);
  if (!node.optional) return step;
  return (tokens, at) => {
    const end = step(tokens, at);
    return end >= 0 ? end : next(tokens, at);
  };
}

function compileRequired(node: PatternNode, next: Step): Step {
  switch (node.kind) {
    case 'words': {
      const { words, prefixes } = node;
      if (prefixes.length === 0) {
        return (tokens, at) => (words.has(tokens.forms[at] ?? '') ? next(tokens, at + 1) : -1);
      }
      return (tokens, at) => {
        const form = tokens.forms[at] ?? '';
        const fits = words.has(form) || (form !== '' && prefixes.some((prefix) => form.startsWith(prefix)));
        return fits ? next(tokens, at + 1) : -1;
      };
    }
    case 'any':
      return (tokens, at) => (at < tokens.forms.length ? next(tokens, at + 1) : -1);
    case 'gap':
      return (tokens, at) => {
        const most = Math.min(at + node.most, tokens.forms.length);
        for (let from = at; from <= most; from += 1) {
          const end = next(tokens, from);
          if (end >= 0) return end;
        }
        return -1;
      };
    case 'span':
      return (tokens, at) => {
        const end = tokens.spans.get(node.name)?.get(at);
        return end === undefined ? -1 : next(tokens, end);
      };
    case 'clauseStart':
      return (tokens, at) => (tokens.clauseStarts[at] === true ? next(tokens, at) : -1);
    case 'opening':
      return (tokens, at) => (tokens.opens[at] === true ? next(tokens, at) : -1);
    case 'end':
      return (tokens, at) => (at === tokens.forms.length ? next(tokens, at) : -1);
    case 'not':
      return (tokens, at) => (node.words.has(tokens.forms[at] ?? '') ? -1 : next(tokens, at));
    case 'group':
      return compileGroup(node.options, next);
  }
}

/** Alternatives are tried by the word they begin with; those that begin otherwise are tried at every token. */
function compileGroup(options: readonly (readonly PatternNode[])[], next: Step): Step {
  const byWord = new Map<string, Step[]>();
  const others: Step[] = [];
  for (const option of options) {
    const step = compileSequence(option, next);
    const starts: Starts = { words: new Set(), spans: new Set(), prefixes: new Set(), open: false };
    const isOpen = collectStarts(option, starts) || starts.open || starts.spans.size > 0 || starts.prefixes.size > 0;
    if (isOpen) others.push(step);
    else for (const word of starts.words) byWord.set(word, [...(byWord.get(word) ?? []), step]);
  }
  return (tokens, at) => {
    for (const step of byWord.get(tokens.forms[at] ?? '') ?? others) {
      const end = step(tokens, at);
      if (end >= 0) return end;
    }
    if (others.length === 0 || !byWord.has(tokens.forms[at] ?? '')) return -1;
    return firstEnd({ steps: others, tokens, at });
  };
}

function firstEnd(options: { steps: readonly Step[]; tokens: Tokens; at: number }): number {
  for (const step of options.steps) {
    const end = step(options.tokens, options.at);
    if (end >= 0) return end;
  }
  return -1;
}

/** Notes what a sequence can begin with; returns whether it can match without any token at all. */
function collectStarts(nodes: readonly PatternNode[], starts: Starts): boolean {
  for (const node of nodes) {
    const passes = collectNodeStarts(node, starts);
    if (!passes && !node.optional) return false;
  }
  return true;
}

function collectNodeStarts(node: PatternNode, starts: Starts): boolean {
  switch (node.kind) {
    case 'words':
      for (const word of node.words) starts.words.add(word);
      for (const prefix of node.prefixes) starts.prefixes.add(prefix);
      return false;
    case 'span':
      starts.spans.add(node.name);
      return false;
    case 'any':
      starts.open = true;
      return false;
    case 'gap':
      starts.open = true;
      return true;
    case 'clauseStart':
    case 'opening':
    case 'end':
    case 'not':
      return true;
    case 'group':
      return node.options.map((option) => collectStarts(option, starts)).some((passes) => passes);
  }
}

function listOf<Key>(map: Map<Key, Compiled[]>, key: Key): Compiled[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
