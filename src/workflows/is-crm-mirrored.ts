import type { CrmRecordType } from '#contracts';
import { readSyncCursor } from '#modules/intake';
import type { WorkContext } from './workflow-dependencies.ts';

const types: readonly CrmRecordType[] = ['company', 'contact', 'deal'];

/** Whether companies, contacts and deals have each been read once, as a whole or by their changes; false without a CRM. */
export async function isCrmMirrored(ctx: WorkContext): Promise<boolean> {
  if (ctx.connections.crm.state === 'off') return false;
  const source = ctx.connections.crm.client.name;
  for (const objectType of types) {
    const places = [];
    for (const mode of ['full', 'incremental'] as const) {
      places.push(await readSyncCursor({ ctx, input: { source, stream: `${objectType}:${mode}` } }));
    }
    if (places.every((place) => place === null)) return false;
  }
  return true;
}
