import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#config';
import { readTriggers, type Trigger } from '#modules/triggers';
import { SophiaError } from '#platform/errors';

/** By what events from outside are taken, and what they start. */
export interface Triggers {
  readonly secret: string;
  readonly rules: readonly Trigger[];
}

/**
 * The rules in `triggers.yaml` of SOPHIA_HOME; null where no secret is set, and nobody can send events then. Throws
 * `triggers.invalid` where the file is missing or cannot be used.
 */
export function openTriggers({ home, triggerSecret }: Pick<Config, 'home' | 'triggerSecret'>): Triggers | null {
  if (triggerSecret === null) return null;
  const name = path.join(home, 'triggers.yaml');
  return { secret: triggerSecret, rules: readTriggers({ text: readText(name), name }) };
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (cause) {
    throw new SophiaError('triggers.invalid', `Expected triggers in ${name}, found no file that can be read.`, {
      cause,
    });
  }
}
