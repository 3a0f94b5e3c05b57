import type { WindowLimits } from './windows.ts';

/** About 18,000 tokens of English, two hours of talk; the overlap is about twenty turns. */
export const defaultWindowLimits: WindowLimits = { maxCharacters: 72_000, overlapCharacters: 3_000 };
