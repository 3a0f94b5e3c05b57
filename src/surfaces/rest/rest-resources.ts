import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HealthRegistry } from '#platform/health';
import type { WorkContext } from '#workflows';

/** What the API is given. */
export interface RestResources {
  readonly health: HealthRegistry;
  /** The context of a request of the operator of this machine; the server puts whoever has signed in in their place. */
  readonly contextFor: (options: { workspaceId: string; requestId: string }) => WorkContext;
  /** The context of somebody who has yet to sign in. */
  readonly visitorContext: (request: FastifyRequest) => WorkContext;
  /** The workspace that accounts and keys belong to. */
  readonly homeWorkspaceId: string;
  /** Where whoever asks has found the server, such as `https://sophia.example.com`. */
  readonly addressOf: (request: FastifyRequest) => string;
  /** Gives a browser its session as a cookie, or with null takes it back. */
  readonly keepSession: (given: {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly token: string | null;
  }) => void;
  /** Of one client; null where there is no limit. */
  readonly apiRequestsPerMinute: number | null;
}
