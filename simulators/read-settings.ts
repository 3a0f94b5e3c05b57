import { parseArgs } from 'node:util';
import { z } from 'zod';

const Port = z.coerce.number().int().min(0).max(65_535);

/** What the command line of the simulators says; each has a default, so that none is needed. */
export const SimulatorsSettings = z.object({
  'overview-port': Port.default(8100),
  'gong-port': Port.default(8101),
  'hubspot-port': Port.default(8102),
  'slack-port': Port.default(8103),
  'models-port': Port.default(8104),
  'openid-port': Port.default(8105),
  'pinecone-port': Port.default(8106),
  'weaviate-port': Port.default(8107),
  /** A folder in which every simulator keeps its state; without it a restart begins anew. */
  state: z.string().min(1).nullable().default(null),
  /** A file that holds the world; without it one is made. */
  world: z.string().min(1).nullable().default(null),
  /** How large a world is made; `small` is the one written by hand for tests. */
  size: z.enum(['small', 'default', 'large']).default('default'),
  /** The day from which the world that is made is seen. */
  today: z.iso.date().default(machineToday),
  /** Where Sophia listens; without it webhooks go nowhere until their addresses are set. */
  'sophia-url': z
    .url({ protocol: /^https?$/u })
    .nullable()
    .default(null),
  /** What the world and all randomness of the simulators start from. */
  seed: z.string().min(1).default('sophia'),
  'with-parent': z.boolean().default(false),
});
export type SimulatorsSettings = z.infer<typeof SimulatorsSettings>;

/** Throws a sentence that names the option and what it takes. */
export function readSettings(words: readonly string[]): SimulatorsSettings {
  const { values } = parseArgs({
    args: [...words],
    options: {
      'overview-port': { type: 'string' },
      'gong-port': { type: 'string' },
      'hubspot-port': { type: 'string' },
      'slack-port': { type: 'string' },
      'models-port': { type: 'string' },
      'openid-port': { type: 'string' },
      'pinecone-port': { type: 'string' },
      'weaviate-port': { type: 'string' },
      state: { type: 'string' },
      world: { type: 'string' },
      size: { type: 'string' },
      today: { type: 'string' },
      'sophia-url': { type: 'string' },
      seed: { type: 'string' },
      'with-parent': { type: 'boolean' },
    },
  });
  const parsed = SimulatorsSettings.safeParse(values);
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  throw new Error(`--${problem?.path.join('.') ?? 'option'}: ${problem?.message ?? 'is not understood'}.`);
}

function machineToday(): string {
  // oxlint-disable-next-line sophia/no-wall-clock -- the simulators are a program of their own and have no context
  return new Date().toISOString().slice(0, 10);
}
