import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ElementVoice, QualificationMethod } from '#contracts';
import { SophiaError } from '#platform/errors';

/** How an element is looked for; data/methods.yaml says what each field means. */
export const KnownElement = z.strictObject({
  about: z.string().min(1),
  side: ElementVoice,
  listenTo: ElementVoice.optional(),
  section: z.string().min(1),
  prompt: z.string().min(1).optional(),
  needs: z.enum(['money', 'date', 'figure']).optional(),
  against: z.array(z.string().min(1)).optional(),
  pastCounts: z.boolean().optional(),
});
export type KnownElement = z.infer<typeof KnownElement>;

const MethodFile = z.strictObject({
  usual: z.array(z.string()).min(1),
  elements: z.record(z.string(), KnownElement),
  methods: z.array(QualificationMethod).min(1),
});

/** What Sophia brings: elements by their name, methods in their order, and the ids of those used where nothing is said. */
export interface KnownMethods {
  readonly usual: readonly string[];
  readonly elements: ReadonlyMap<string, KnownElement>;
  readonly methods: readonly QualificationMethod[];
}

const file = new URL('../../../../data/methods.yaml', import.meta.url);
const kept = new Map<string, KnownMethods>();

/** Returns what data/methods.yaml holds, read once. Throws `lexicon.invalid` where somebody has made it unreadable. */
export function knownMethods(): KnownMethods {
  const known = kept.get(file.pathname);
  if (known !== undefined) return known;
  const document = parseDocument(readFileSync(file, 'utf8'));
  const parsed = MethodFile.safeParse(document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 0 }));
  if (!parsed.success) {
    throw new SophiaError(
      'lexicon.invalid',
      `Expected elements and methods in data/methods.yaml, found:\n${z.prettifyError(parsed.error)}`,
    );
  }
  const { usual, elements, methods } = parsed.data;
  const read = { usual, elements: new Map(Object.entries(elements)), methods };
  kept.set(file.pathname, read);
  return read;
}
