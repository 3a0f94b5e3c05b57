export { type ErrorCode, type ErrorEntry, errorCatalogue, type Fault } from './catalogue.ts';
export { parseInput } from './parse-input.ts';
export { SophiaError } from './sophia-error.ts';
