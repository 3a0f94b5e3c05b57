import type { Evidence } from '#contracts';

/** A claim's proof taken out of a result, with the path at which it stood, such as `objections.0.answerEvidence`. */
export interface SplitClaim {
  readonly field: string;
  readonly evidence: Evidence;
  readonly claimId: string | null;
  readonly confidence: number | null;
  readonly rule: string | null;
}

const evidenceKeys = ['quote', 'turn', 'start', 'end', 'speaker', 'side', 'sentence', 'startMs', 'endMs'] as const;

/**
 * Parts a result into its claims and a frame without any quote, so that each quote is kept in one place only:
 * the row of its claim. `joinClaims` is the way back.
 */
export function splitClaims(result: unknown): { frame: unknown; claims: SplitClaim[] } {
  const claims: SplitClaim[] = [];
  const frame = split({ value: result, path: [], claims });
  return { frame, claims };
}

/** Puts the claims' proofs back into the frame. A claim that is missing leaves its place without a quote. */
export function joinClaims({
  frame,
  evidenceAt,
}: {
  frame: unknown;
  evidenceAt: ReadonlyMap<string, Evidence>;
}): unknown {
  return join({ value: frame, path: '', evidenceAt });
}

/** The path `field` as the list it stands in: `objections.0.answerEvidence` is in `objections.answerEvidence`. */
export function listOf(field: string): string {
  return field.replaceAll(/\.\d+/g, '');
}

function split({ value, path, claims }: { value: unknown; path: string[]; claims: SplitClaim[] }): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => split({ value: item, path: [...path, String(index)], claims }));
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  if (!isEvidence(value)) {
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, split({ value: inner, path: [...path, key], claims })]),
    );
  }
  claims.push({
    field: path.join('.'),
    evidence: pickEvidence(value),
    claimId: text(value['id']),
    confidence: typeof value['confidence'] === 'number' ? value['confidence'] : null,
    rule: text(value['rule']),
  });
  const rest = entries.filter(([key]) => !evidenceKeys.some((name) => name === key));
  return Object.fromEntries([
    ['$claim', true],
    ...rest.map(([key, inner]) => [key, split({ value: inner, path: [...path, key], claims })] as const),
  ]);
}

function join({
  value,
  path,
  evidenceAt,
}: {
  value: unknown;
  path: string;
  evidenceAt: ReadonlyMap<string, Evidence>;
}): unknown {
  if (!isRecord(value)) return value;
  const beginning = path === '' ? '' : `${path}.`;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => join({ value: item, path: `${beginning}${index}`, evidenceAt }));
  }
  const joined: Record<string, unknown> = value['$claim'] === true ? { ...evidenceAt.get(path) } : {};
  for (const [key, part] of Object.entries(value)) {
    if (key !== '$claim') joined[key] = join({ value: part, path: `${beginning}${key}`, evidenceAt });
  }
  return joined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isEvidence(value: Record<string, unknown>): value is Record<string, unknown> & Evidence {
  return 'quote' in value && 'turn' in value && 'start' in value && 'end' in value && 'speaker' in value;
}

function pickEvidence({ quote, turn, start, end, speaker, side, sentence, startMs, endMs }: Evidence): Evidence {
  return { quote, turn, start, end, speaker, side, sentence, startMs, endMs };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
