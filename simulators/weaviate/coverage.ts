import type { Coverage } from '../kit/index.ts';

const ours = { by: 'nobody', because: 'It is ours.' } as const;
const published = { by: 'document', with: "Weaviate's OpenAPI description, 1.40" } as const;
const graphql = { by: 'document', with: "Weaviate's GraphQL reference, Get and nearVector" } as const;

/** Every route of the simulator and its judge; a test holds this equal to the routes and to the table in the README. */
export const coverage: Coverage = {
  'GET /v1/meta': published,
  'GET /v1/.well-known/ready': published,
  'GET /v1/schema': published,
  'POST /v1/schema': published,
  'GET /v1/schema/:class': published,
  'DELETE /v1/schema/:class': published,
  'GET /v1/schema/:class/tenants': published,
  'POST /v1/schema/:class/tenants': published,
  'DELETE /v1/schema/:class/tenants': published,
  'POST /v1/batch/objects': published,
  'DELETE /v1/batch/objects': published,
  'GET /v1/objects': published,
  'POST /v1/graphql': graphql,
  'POST /_control/settings': ours,
  'POST /_control/lose': ours,
};
