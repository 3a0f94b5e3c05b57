export { tagWords } from './tag-words.ts';
