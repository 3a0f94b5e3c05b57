import type { CrmChangeSource, CrmPropertyChange, CrmReference } from '#contracts';
import { isFromCall } from '#modules/access';
import type { Context } from '#platform/context';
import { createDefinitions } from '../mirror/create-definitions.ts';

/**
 * Who made an entry in the CRM's history of a record and when, in words. Words of a call are not repeated: the sentence is
 * kept, and told to people who do not see that call.
 */
export async function describeEntry({
  ctx,
  target,
  entry,
}: {
  ctx: Context;
  target: CrmReference;
  entry: CrmPropertyChange;
}): Promise<string> {
  const { property, value } = entry;
  const set =
    value === null || value === '' ? 'was cleared' : `was set to ${await quoteValue({ ctx, target, property, value })}`;
  return `it ${set} by ${await nameOf(ctx, entry)} on ${entry.at}`;
}

/** A value as a sentence that is kept may have it. */
export async function quoteValue({
  ctx,
  target,
  property,
  value,
}: {
  ctx: Context;
  target: CrmReference;
  property: string;
  value: string;
}): Promise<string> {
  return (await isFromCall(ctx, { ...target, property, value })) ? 'words of a call' : `"${value}"`;
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
