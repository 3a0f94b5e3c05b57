import type { Coverage } from '../kit/index.ts';

const description = "Gong's OpenAPI description of 2024-12";
const ours = { by: 'nobody', because: 'It is ours.' } as const;

/** Every route of the simulator and its judge; a test holds this equal to the routes and to the table in the README. */
export const coverage: Coverage = {
  'GET /v2/calls': { by: 'document', with: description },
  'GET /v2/calls/:id': { by: 'document', with: description },
  'POST /v2/calls/extensive': { by: 'document', with: description },
  'POST /v2/calls/transcript': { by: 'document', with: description },
  'GET /v2/users': { by: 'document', with: description },
  'GET /v2/users/:id': { by: 'document', with: description },
  'POST /v2/users/extensive': { by: 'document', with: description },
  'GET /v2/workspaces': { by: 'document', with: description },
  'GET /v2/settings/trackers': { by: 'document', with: description },
  'POST /v2/stats/interaction': { by: 'document', with: description },
  'GET /_control/webhook-key': ours,
  'POST /_control/settings': ours,
  'POST /_control/calls': ours,
  'POST /_control/calls/next': ours,
  'PATCH /_control/calls/:id': ours,
  'POST /_control/calls/:id/webhook': ours,
  'POST /_control/live': ours,
  'PUT /_control/trackers': ours,
};
