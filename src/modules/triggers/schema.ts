import { z } from 'zod';

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);

/** Where in an event a value stands, such as `data.call.id`. */
const Path = z.string().regex(/^[\w-]+(?:\.[\w-]+){0,9}$/, 'Expected a path such as data.call.id.');

const named = {
  name: z.string().trim().min(1).max(200),
  /** All of these have to hold; a list holds where one of it does. */
  when: z
    .record(Path, z.union([Scalar, z.array(Scalar).min(1).max(50)]))
    .refine(
      (when) => Object.keys(when).length > 0,
      'Expected at least one field with its value, such as type: call.ended.',
    ),
};

const Trigger = z.discriminatedUnion('start', [
  /** Takes one call in, named by the id that its source has for it. */
  z.strictObject({ ...named, start: z.literal('take-in-call'), call: Path }),
  /** Reads what is new at a vendor, before its turn. */
  z.strictObject({ ...named, start: z.enum(['sync-calls', 'sync-crm']) }),
]);
export type Trigger = z.infer<typeof Trigger>;

export const TriggersFile = z.strictObject({ version: z.literal(1), triggers: z.array(Trigger).max(200) });

/** What a rule has an event start. */
export const TriggeredStart = z.strictObject({
  trigger: z.string(),
  start: z.enum(['take-in-call', 'sync-calls', 'sync-crm']),
  /** The call to take in; null where there is none to it, or the event does not name one. */
  call: z.string().nullable(),
});
export type TriggeredStart = z.infer<typeof TriggeredStart>;

/** What is kept of an event from outside: what it starts, and none of its words. */
export const TriggeredPayload = z.strictObject({ starts: z.array(TriggeredStart) });
