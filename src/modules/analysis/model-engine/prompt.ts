import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder under `prompts/` in use. A changed prompt is a new folder, so that what is stored names what made it. */
export const promptVersion = 'v2';

export const promptNames = ['analysis', 'analysis-request', 'tracker', 'tracker-request'] as const;
export type PromptName = (typeof promptNames)[number];

/** Returns a prompt with its places filled in one pass, so that nothing in a value is taken for a place. */
export function readPrompt(name: PromptName, values: Readonly<Record<string, string>> = {}): string {
  const template = readFileSync(join(import.meta.dirname, 'prompts', promptVersion, `${name}.md`), 'utf8');
  return template.replaceAll(/\{\{(\w+)\}\}/gu, (place, key: string) => {
    const value = values[key];
    if (value === undefined) throw new RangeError(`The prompt ${name} has no value for ${place}.`);
    return value;
  });
}
