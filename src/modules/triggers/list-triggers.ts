import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import type { TriggerFile } from './open-trigger-file.ts';
import type { Trigger } from './schema.ts';

/** What the verb that shows rules is given beside the rest. */
export interface TriggerContext extends Context {
  readonly triggerFile: TriggerFile;
}

/** The rules by which events of other systems start work, as they hold now, and what is wrong with what is written. */
export async function listTriggers({ ctx }: { ctx: TriggerContext }): Promise<{
  file: string;
  isOn: boolean;
  fault: string | null;
  triggers: Trigger[];
}> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const { file, isOn, read } = ctx.triggerFile;
  const { rules, fault } = read();
  return { file, isOn, fault, triggers: [...rules] };
}
