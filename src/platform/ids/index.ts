export { createCountingIds, createIds, type IdKind, type Ids } from './ids.ts';
