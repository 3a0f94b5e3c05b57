import { z } from 'zod';
import type { SchemaNode } from './answer/fit-schema.ts';

/** A JSON Schema from a request, read for the keywords that answers are made by; null where there is none. */
export function readSchema(value: unknown): SchemaNode | null {
  const parsed = Schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const Schema: z.ZodType<SchemaNode> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).exactOptional(),
    properties: z.record(z.string(), Schema).exactOptional(),
    items: Schema.exactOptional(),
    enum: z.array(z.unknown()).exactOptional(),
    const: z.unknown().exactOptional(),
    anyOf: z.array(Schema).exactOptional(),
    oneOf: z.array(Schema).exactOptional(),
    $ref: z.string().exactOptional(),
    $defs: z.record(z.string(), Schema).exactOptional(),
    minimum: z.number().exactOptional(),
    maxItems: z.number().exactOptional(),
    minItems: z.number().exactOptional(),
  }),
);
