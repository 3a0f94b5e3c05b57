import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SophiaError } from '#platform/errors';
import type { ServerResources } from '../server-resources.ts';
import type { WebhookDelivery } from '../webhook-delivery.ts';

const largestBodyBytes = 10 * 1024 * 1024;

/**
 * `/webhooks/<vendor>`: 200 once the event stands in the inbox, 401 where its signature does not hold. `/slack/events`
 * takes events, buttons, forms and commands of Slack alike.
 */
export async function addWebhookRoutes(server: FastifyInstance, resources: ServerResources): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBodyBytes }, (_request, body, done) => {
      done(null, body);
    });
    scope.post<{ Params: { vendor: string } }>('/webhooks/:vendor', async (request, reply) => {
      const receive = resources.webhooks[request.params.vendor];
      if (receive === undefined) {
        throw new SophiaError('vendor.off', `Expected ${request.params.vendor} to be connected, found that it is not.`);
      }
      await receive(deliveryOf(request));
      await reply.code(200).send({ received: true });
    });
    scope.post('/slack/events', async (request, reply) => {
      if (resources.receiveSlack === null) {
        throw new SophiaError(
          'vendor.off',
          'Expected Slack to be connected with SLACK_SIGNING_SECRET and without SLACK_APP_TOKEN, found that it is not.',
        );
      }
      const { status, contentType, body } = await resources.receiveSlack(deliveryOf(request));
      await reply.code(status).header('content-type', contentType).send(body);
    });
  });
}

function deliveryOf(request: FastifyRequest): WebhookDelivery {
  const { method, url, body, id } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return { method, url, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), headers, requestId: id };
}
