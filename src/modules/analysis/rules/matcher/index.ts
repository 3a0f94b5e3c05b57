export { createMatcher, type Match, type Matcher, type WeightedPattern } from './create-matcher.ts';
export { type PatternClasses, type PatternNode, parsePattern } from './parse-pattern.ts';
export { rangeOfTokens, type Span, type SpanName, type Tokens, tokensOf } from './tokens.ts';
