export { readFileIfThere } from './read-file-if-there.ts';
export { replaceFile } from './replace-file.ts';
