export { createOutbound } from './create-outbound.ts';
export type { Outbound } from './outbound.ts';
