import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Json = z.unknown();

/** The folder of published descriptions and samples, which lies beside the evaluation data. */
export function specsBeside(dataDirectory: string): string {
  return path.join(path.dirname(path.resolve(dataDirectory)), 'specs');
}

/** Every JSON file of a folder by its name without the ending, in the order of the names; none where it is not there. */
export function readSamples(folder: string): ReadonlyMap<string, unknown> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return new Map(files.toSorted().map((file) => [path.basename(file, '.json'), readJson(path.join(folder, file))]));
}

/** A description in JSON or YAML; null where it is not there. */
export function readDescription(file: string): unknown {
  if (!existsSync(file)) return null;
  return file.endsWith('.json') ? readJson(file) : Json.parse(parse(readFileSync(file, 'utf8')));
}

function readJson(file: string): unknown {
  return Json.parse(JSON.parse(readFileSync(file, 'utf8')));
}
