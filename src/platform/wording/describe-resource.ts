import { z } from 'zod';

const On = z.object({ type: z.string(), id: z.string() });

/** `call call_0198f2`: what was acted on, as a record of the audit trail keeps it. */
export function describeResource(resource: unknown): string {
  const on = On.safeParse(resource).data;
  return on === undefined ? '' : `${on.type} ${on.id}`;
}
