import type { FastifyRequest } from 'fastify';
import type { ServerResources } from './server-resources.ts';

/** Whether the browser reaches the server over TLS: under its public name, where that is a secure one. */
export function isSecure({ request, resources }: { request: FastifyRequest; resources: ServerResources }): boolean {
  const { publicHost, access } = resources;
  return access.isPublicSecure && publicHost !== null && request.headers.host === publicHost;
}
