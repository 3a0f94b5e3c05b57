export { accountsWorkspaceOf } from './accounts-workspace-of.ts';
export type { BroughtAcross, ConnectedContext, Connection, Connections } from './connected-context.ts';
export type { Actor, Context, Grant, Territory, UserActor, Verb } from './context.ts';
export { type RecordedActor, recordedActor } from './recorded-actor.ts';
export { requireConnection } from './require-connection.ts';
export type { SecretContext } from './secret-context.ts';
