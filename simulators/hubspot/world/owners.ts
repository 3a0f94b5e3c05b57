import type { Employee } from '../../world/schema.ts';

/** Our people by their keys. */
export type Owners = ReadonlyMap<string, Employee>;
