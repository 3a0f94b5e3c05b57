import type { SimulatorRoute } from '../kit/index.ts';
import { authorizeApp } from './authorize-app.ts';
import { callMethod } from './call-method.ts';
import { respond } from './interactivity/respond.ts';
import { methods } from './methods/index.ts';
import type { Method } from './methods/method.ts';
import type { SlackState } from './state.ts';
import { takeUpload } from './take-upload.ts';
import type { Workspace } from './workspace.ts';

type Route = SimulatorRoute<SlackState>;

/** Slack's own addresses. `coverage.ts` says who judges each of them. */
export function routes(read: () => Workspace): readonly Route[] {
  return [
    ...methods.flatMap((method) => methodRoutes(method, read)),
    { method: 'GET', path: '/oauth/v2/authorize', handler: (exchange) => authorizeApp(read(), exchange) },
    { method: 'POST', path: '/upload/v1/:id', handler: (exchange) => takeUpload(read(), exchange) },
    { method: 'POST', path: '/actions/:team/:id', handler: (exchange) => respond(read(), exchange) },
    { method: 'POST', path: '/commands/:team/:id', handler: (exchange) => respond(read(), exchange) },
  ];
}

/** Everything is called by POST; what only reads also by GET. */
function methodRoutes(method: Method, read: () => Workspace): Route[] {
  const path = `/api/${method.name}`;
  const { readOnly } = method;
  const post: Route = {
    method: 'POST',
    path,
    readOnly,
    handler: (exchange) => callMethod(read(), { method, exchange }),
  };
  return readOnly ? [post, { ...post, method: 'GET' }] : [post];
}
