export { isPlainWord } from './is-plain-word.ts';
export { tagWords } from './tag-words.ts';
