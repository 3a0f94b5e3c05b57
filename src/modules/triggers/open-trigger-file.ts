import { SophiaError } from '#platform/errors';
import { readFileIfThere } from '#platform/files';
import type { Log } from '#platform/log';
import { readTriggers } from './read-triggers.ts';
import type { Trigger } from './schema.ts';

/** The rules as they hold now. */
export interface TriggersInForce {
  readonly rules: readonly Trigger[];
  /** Why what is written in the file does not hold; null where it does. */
  readonly fault: string | null;
}

export interface TriggerFile {
  readonly file: string;
  /** Whether a secret is set, without which nobody can send an event. */
  readonly isOn: boolean;
  readonly read: () => TriggersInForce;
}

/**
 * The rules by a file that people edit while Sophia runs: each reading looks at it. Where it cannot be used, or is
 * gone, what held before goes on to hold until the next start.
 */
export function openTriggerFile({ file, isOn, log }: { file: string; isOn: boolean; log: Log }): TriggerFile {
  let used: { readonly text: string; readonly rules: readonly Trigger[] } | null = null;
  let told: string | null = null;
  function use(): readonly Trigger[] {
    const text = readFileIfThere(file);
    if (text === null) {
      throw new SophiaError('triggers.invalid', `Expected triggers in ${file}, found no file that can be read.`);
    }
    if (used?.text === text) return used.rules;
    const rules = readTriggers({ text, name: file });
    used = { text, rules };
    log.info({ file, triggers: rules.length }, 'Triggers are in force');
    return rules;
  }
  return {
    file,
    isOn,
    read: () => {
      try {
        const rules = use();
        told = null;
        return { rules, fault: null };
      } catch (error) {
        if (!(error instanceof SophiaError)) throw error;
        if (isOn && used !== null && told !== error.message) {
          log.warn({ file, code: error.code }, 'Triggers cannot be used; what held before goes on to hold');
        }
        told = error.message;
        return { rules: used?.rules ?? [], fault: error.message };
      }
    },
  };
}
