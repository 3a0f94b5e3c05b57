export { checkPhrases, loadMatcher } from './load-matcher.ts';
