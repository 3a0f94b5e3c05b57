import type { CrmChangeSource, CrmPropertyChange } from '#contracts';
import type { Context } from '#platform/context';
import { createDefinitions } from '../mirror/create-definitions.ts';

/** Who made an entry in the CRM's history and when, in words. */
export async function describeEntry(ctx: Context, entry: CrmPropertyChange): Promise<string> {
  const value = entry.value === null || entry.value === '' ? 'was cleared' : `was set to "${entry.value}"`;
  return `it ${value} by ${await nameOf(ctx, entry)} on ${entry.at}`;
}

async function nameOf(ctx: Context, entry: CrmPropertyChange): Promise<string> {
  if (entry.source !== 'person') return `${machineNames[entry.source]} (${entry.sourceType})`;
  if (entry.userId === null) return 'a person';
  const owner = (await createDefinitions(ctx).owners()).find(({ userId }) => userId === entry.userId);
  return owner?.name ?? `the user ${entry.userId}`;
}

const machineNames: Readonly<Record<Exclude<CrmChangeSource, 'person'>, string>> = {
  import: 'an import',
  automation: 'an automation',
  integration: 'an integration',
  sophia: 'Sophia',
  other: 'something else',
};
