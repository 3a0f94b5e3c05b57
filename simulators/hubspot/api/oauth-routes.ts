import type { Answer, SimulatorRoute } from '../../kit/index.ts';
import type { HubspotState } from '../state.ts';
import { type Call, serve } from './call.ts';
import {
  authorize,
  describeAccessToken,
  describeKey,
  describeRefreshToken,
  introspectToken,
  issueToken,
  revokeRefreshToken,
  revokeToken,
} from './oauth.ts';

type Routes = readonly SimulatorRoute<HubspotState>[];

/** Tokens are asked for with the secret of the app, which stands in the body. */
export const oauthRoutes: Routes = [
  { method: 'GET', path: '/oauth/authorize', handler: open(authorize) },
  { method: 'POST', path: '/oauth/v1/token', handler: open(issueToken) },
  { method: 'GET', path: '/oauth/v1/access-tokens/:token', handler: open(describeAccessToken) },
  { method: 'POST', path: '/oauth/v2/private-apps/get/access-token-info', readOnly: true, handler: open(describeKey) },
  { method: 'GET', path: '/oauth/v1/refresh-tokens/:token', handler: open(describeRefreshToken) },
  { method: 'DELETE', path: '/oauth/v1/refresh-tokens/:token', handler: open(revokeRefreshToken) },
  ...['/oauth/v3', '/oauth/2026-03'].flatMap(
    (prefix): Routes => [
      { method: 'POST', path: `${prefix}/token`, handler: open(issueToken) },
      { method: 'POST', path: `${prefix}/token/introspect`, readOnly: true, handler: open(introspectToken) },
      { method: 'POST', path: `${prefix}/token/revoke`, handler: open(revokeToken) },
    ],
  ),
];

function open(action: (call: Call) => Answer) {
  return serve(action, { credential: 'none' });
}
