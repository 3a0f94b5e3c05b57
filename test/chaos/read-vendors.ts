import { z } from 'zod';
import type { StormVendors } from './storm-vendors.ts';

const Version = z.object({
  value: z.string(),
  atMs: z.number(),
  sourceType: z.string(),
  sourceId: z.string().nullable(),
});
export type Version = z.infer<typeof Version>;

const PortalRecord = z.object({
  id: z.string(),
  archivedAtMs: z.number().nullable(),
  mergedIntoId: z.string().nullable(),
  /** Oldest first. */
  versions: z.record(z.string(), z.array(Version)),
});
/** A record with all that it ever held. */
export type PortalRecord = z.infer<typeof PortalRecord>;
const Portal = z.object({
  state: z.object({
    records: z.record(z.string(), z.record(z.string(), PortalRecord)),
    owners: z.array(z.object({ id: z.string(), employeeKey: z.string(), email: z.string() })),
  }),
});
/** HubSpot's records by type and id, and who may own them. */
export type Portal = z.infer<typeof Portal>['state'];

const Message = z.object({
  channelId: z.string(),
  ts: z.string(),
  blocks: z.array(z.looseObject({})).nullable(),
  metadata: z.object({ event_payload: z.looseObject({ marker: z.string().optional() }) }).nullable(),
});
const Chat = z.object({
  state: z.object({
    messages: z.array(Message),
    users: z.array(z.object({ id: z.string(), employeeKey: z.string().nullable(), email: z.string().nullable() })),
  }),
});
/** Slack's messages and people. */
export type Chat = z.infer<typeof Chat>['state'];

export async function readPortal(vendors: StormVendors): Promise<Portal> {
  return Portal.parse(await vendors.control({ vendor: 'hubspot', path: 'state', method: 'GET' })).state;
}

export async function readChat(vendors: StormVendors): Promise<Chat> {
  return Chat.parse(await vendors.control({ vendor: 'slack', path: 'state', method: 'GET' })).state;
}

/** Of whatever is written for Sophia's app, and of nobody else. */
export function isSophias({ sourceType, sourceId }: Version): boolean {
  return sourceType === 'INTEGRATION' && sourceId === '8100002';
}

/** The id that a record goes by since others were made one with it. */
export function presentId(
  { records }: Pick<Portal, 'records'>,
  { objectType, id }: { objectType: string; id: string },
): string {
  const mergedIntoId = records[objectType]?.[id]?.mergedIntoId ?? null;
  return mergedIntoId === null ? id : presentId({ records }, { objectType, id: mergedIntoId });
}

const plurals: Readonly<Record<string, string>> = { contact: 'contacts', company: 'companies', deal: 'deals' };

/** What HubSpot calls the type of a record that Sophia names. */
export function portalType(objectType: string): string {
  return plurals[objectType] ?? objectType;
}
