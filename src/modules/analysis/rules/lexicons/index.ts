export { loadMatcher } from './load-matcher.ts';
