import type { Connections } from '#platform/context';

const off = { state: 'off', reason: 'A test without vendors.', action: 'Give it some.' } as const;

/** The connections of a workspace without vendors. */
export const noConnections: Connections = { calls: off, crm: off, chat: off };
