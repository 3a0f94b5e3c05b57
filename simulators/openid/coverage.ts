import type { Coverage } from '../kit/index.ts';

const ours = { by: 'nobody', because: 'It is ours.' } as const;
const ownPage = { by: 'nobody', because: 'Each provider has pages of its own.' } as const;

/** Every route of the simulator and its judge; a test holds this equal to the routes and to the table in the README. */
export const coverage: Coverage = {
  'GET /.well-known/openid-configuration': { by: 'document', with: 'OpenID Connect Discovery 1.0' },
  'GET /keys': { by: 'document', with: 'RFC 7517' },
  'GET /authorize': { by: 'document', with: 'OpenID Connect Core 1.0, RFC 7636' },
  'POST /token': { by: 'document', with: 'OpenID Connect Core 1.0, RFC 7636' },
  'GET /end-session': { by: 'document', with: 'OpenID Connect RP-Initiated Logout 1.0' },
  'GET /authorize/as/:subject': ownPage,
  'GET /authorize/as-nobody': ownPage,
  'POST /_control/people': ours,
  'POST /_control/keys': ours,
  'POST /_control/settings': ours,
};
