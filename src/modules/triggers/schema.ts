import { z } from 'zod';

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);

/** Where in an event a value stands, such as `data.call.id`. */
const Path = z.string().regex(/^[\w-]+(?:\.[\w-]+){0,9}$/, 'Expected a path such as data.call.id.');

const named = {
  name: z.string().trim().min(1).max(200),
  /** One that is not stays in the file and starts nothing. */
  enabled: z.boolean().default(true),
  /** All of these have to hold; a list holds where one of it does. */
  when: z
    .record(Path, z.union([Scalar, z.array(Scalar).min(1).max(50)]))
    .refine(
      (when) => Object.keys(when).length > 0,
      'Expected at least one field with its value, such as type: call.ended.',
    ),
};

/** A place for a value of the event in a text: its path in braces. */
export const slot = /\{([\w-]+(?:\.[\w-]+){0,9})\}/g;

/** What is told, on one line; what stands in braces is a value of the event. */
const Template = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .refine(
    (text) => !/[{}]/.test(text.replaceAll(slot, '')),
    'Expected each brace around a path, such as {data.invoice.id}.',
  );

/** A channel of the chat by its name, or a person by the address that the chat knows. */
export const Receiver = z.union([
  z.strictObject({ channel: z.string().regex(/^#?[a-z0-9][a-z0-9_-]{0,79}$/) }),
  z.strictObject({ person: z.email() }),
]);
export type Receiver = z.infer<typeof Receiver>;

export const Trigger = z.discriminatedUnion('start', [
  /** Takes one call in, named by the id that its source has for it. */
  z.strictObject({ ...named, start: z.literal('take-in-call'), call: Path }),
  /** Reads what is new at a vendor, before its turn. */
  z.strictObject({ ...named, start: z.enum(['sync-calls', 'sync-crm']) }),
  /** Tells the owner where a deal stands, named by its id in the CRM. */
  z.strictObject({ ...named, start: z.literal('send-brief'), deal: Path }),
  /** Tells a channel or a person a text of the rule. */
  z.strictObject({ ...named, start: z.literal('send-message'), to: Receiver, text: Template }),
]);
export type Trigger = z.infer<typeof Trigger>;

export const TriggersFile = z.strictObject({ version: z.literal(1), triggers: z.array(Trigger).max(200) });

/** What a rule has an event start; null is what the event should name and does not. */
export const TriggeredStart = z.discriminatedUnion('start', [
  z.strictObject({
    trigger: z.string(),
    start: z.enum(['take-in-call', 'sync-calls', 'sync-crm']),
    /** The call to take in. */
    call: z.string().nullable(),
  }),
  z.strictObject({ trigger: z.string(), start: z.literal('send-brief'), deal: z.string().nullable() }),
  z.strictObject({
    trigger: z.string(),
    start: z.literal('send-message'),
    to: Receiver,
    /** With the values of the event in it: words from outside. */
    text: z.string().nullable(),
  }),
]);
export type TriggeredStart = z.infer<typeof TriggeredStart>;

/** What is kept of an event from outside: what it starts, and of its words those that a rule puts into a text. */
export const TriggeredPayload = z.strictObject({ starts: z.array(TriggeredStart) });
