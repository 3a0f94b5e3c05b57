export { acquireInstance, type Guest, type Holder } from './acquire-instance.ts';
export type { InstanceRequest, RequestHandler } from './create-request-server.ts';
export { type HolderRequest, requestFromHolder } from './request-from-holder.ts';
