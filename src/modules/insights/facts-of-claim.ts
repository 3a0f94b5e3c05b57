/** What a claim says beside its quote, in words that can be counted: never a text of the call. */
export interface ClaimFacts {
  readonly kind: string | null;
  readonly name: string | null;
  readonly outcome: string | null;
}

const outcomes = ['answer', 'severity', 'ownerSide', 'direction'] as const;

/** The facts of the claim that stands at `field` of a frame; a name may stand above it, as that of a competitor does. */
export function factsOfClaim({ frame, field }: { frame: unknown; field: string }): ClaimFacts {
  let node: unknown = frame;
  let name: string | null = null;
  for (const step of field.split('.')) {
    node = childOf({ node, step });
    name = textIn(node, 'name') ?? name;
  }
  const answered = isRecord(node) ? node['answered'] : undefined;
  const outcome = outcomes.map((key) => textIn(node, key)).find((value) => value !== null) ?? null;
  return {
    kind: textIn(node, 'kind'),
    name,
    outcome: typeof answered === 'boolean' ? (answered ? 'answered' : 'unanswered') : outcome,
  };
}

function childOf({ node, step }: { node: unknown; step: string }): unknown {
  if (Array.isArray(node)) return node[Number(step)];
  return isRecord(node) ? node[step] : undefined;
}

function textIn(node: unknown, key: string): string | null {
  const value = isRecord(node) ? node[key] : undefined;
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
