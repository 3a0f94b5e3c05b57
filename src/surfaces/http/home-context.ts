import type { FastifyRequest } from 'fastify';
import type { WorkContext } from '#workflows';
import type { ServerResources } from './server-resources.ts';

/** Accounts, keys and their trail belong to one workspace, whichever the tab shows. */
export function homeContext({
  resources,
  request,
}: {
  resources: ServerResources;
  request: FastifyRequest;
}): WorkContext {
  return resources.contextFor({ workspaceId: resources.access.workspaceId, requestId: request.id });
}
