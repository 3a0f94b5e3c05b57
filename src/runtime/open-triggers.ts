import path from 'node:path';
import type { Config } from '#config';
import { openTriggerFile, type TriggerFile } from '#modules/triggers';
import { SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';

/** By what events from outside are taken, and what they start. */
export interface Triggers {
  readonly secret: string;
  readonly triggerFile: TriggerFile;
}

type TriggerSettings = Pick<Config, 'home' | 'triggerSecret'>;

/** The rules in `triggers.yaml` of SOPHIA_HOME, as they stand whenever they are looked at. */
export function openTriggers({ config, log }: { config: TriggerSettings; log: Log }): TriggerFile {
  return openTriggerFile({ file: path.join(config.home, 'triggers.yaml'), isOn: config.triggerSecret !== null, log });
}

/**
 * What events are taken by; null where no secret is set, and nobody can send events then. Throws `triggers.invalid`
 * where the file is missing or cannot be used: nothing starts with it.
 */
export function requireTriggers({
  config: { triggerSecret },
  triggerFile,
}: {
  config: TriggerSettings;
  triggerFile: TriggerFile;
}): Triggers | null {
  if (triggerSecret === null) return null;
  const { fault } = triggerFile.read();
  if (fault !== null) throw new SophiaError('triggers.invalid', fault);
  return { secret: triggerSecret, triggerFile };
}
