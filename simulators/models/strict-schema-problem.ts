import { z } from 'zod';

const Node = z.looseObject({
  type: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
});

/** What OpenAI says to a strict schema that leaves a field optional or an object open; null for one that it takes. */
export function strictSchemaProblem(format: { name: string; schema?: unknown }): string | null {
  const problem = findProblem(format.schema, []);
  return problem === null ? null : `Invalid schema for response_format '${format.name}': ${problem}`;
}

function findProblem(node: unknown, path: readonly string[]): string | null {
  if (Array.isArray(node))
    return firstProblem(
      node.map((entry: unknown, index) => [String(index), entry] as const),
      path,
    );
  const parsed = Node.safeParse(node);
  if (!parsed.success) return null;
  const { properties, required, additionalProperties } = parsed.data;
  if (properties !== undefined) {
    const context = `In context=(${path.join(', ')})`;
    if (additionalProperties !== false)
      return `${context}, 'additionalProperties' is required to be supplied and to be false.`;
    const missing = Object.keys(properties).find((name) => required?.includes(name) !== true);
    if (missing !== undefined)
      return `${context}, 'required' must include every key in properties. Missing '${missing}'.`;
  }
  return firstProblem(Object.entries(parsed.data), path);
}

function firstProblem(entries: readonly (readonly [string, unknown])[], path: readonly string[]): string | null {
  for (const [name, value] of entries) {
    const problem = typeof value === 'object' && value !== null ? findProblem(value, [...path, name]) : null;
    if (problem !== null) return problem;
  }
  return null;
}
