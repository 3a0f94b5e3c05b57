import type { SimulatorRoute } from '../kit/index.ts';
import { authorize, chooseNobody, choosePerson } from './authorize.ts';
import { describeProvider, listKeys } from './describe-provider.ts';
import { endSession } from './end-session.ts';
import { giveToken } from './give-token.ts';
import type { OpenidState } from './state.ts';

/** Every address of the provider that there is here. `coverage.ts` says who judges each of them. */
export const openidRoutes: readonly SimulatorRoute<OpenidState>[] = [
  { method: 'GET', path: '/.well-known/openid-configuration', handler: describeProvider },
  { method: 'GET', path: '/keys', handler: listKeys },
  { method: 'GET', path: '/authorize', handler: authorize },
  { method: 'POST', path: '/token', handler: giveToken },
  { method: 'GET', path: '/end-session', handler: endSession },
  { method: 'GET', path: '/authorize/as/:subject', handler: choosePerson },
  { method: 'GET', path: '/authorize/as-nobody', handler: chooseNobody },
];
