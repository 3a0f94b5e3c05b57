import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';

/** Returns the records of a JSON-lines file of the evaluation data, unpacked where it ends in `.gz`. */
export function readRecords<Schema extends z.ZodType>(input: {
  dataDirectory: string;
  file: string;
  schema: Schema;
}): z.infer<Schema>[] {
  const bytes = readFileSync(path.join(input.dataDirectory, input.file));
  const text = (input.file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => input.schema.parse(JSON.parse(line)));
}
