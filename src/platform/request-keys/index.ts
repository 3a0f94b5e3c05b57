export { requestKeys } from './tables.ts';
export { type KeptAnswer, withRequestKey } from './with-request-key.ts';
