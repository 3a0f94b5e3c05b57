import type { Answer, SimulatorRoute } from '../../kit/index.ts';
import type { HubspotState } from '../state.ts';
import { type Call, serve } from './call.ts';
import {
  batchUpdateSubscriptions,
  createSubscription,
  deleteSettings,
  deleteSubscription,
  getSettings,
  getSubscription,
  listSubscriptions,
  putSettings,
  updateSubscription,
} from './webhook-settings.ts';

type Routes = readonly SimulatorRoute<HubspotState>[];

const settings = '/webhooks/v3/:appId/settings';
const subscriptions = '/webhooks/v3/:appId/subscriptions';

/** The settings of an app are changed with the key of its developer. */
export const webhookRoutes: Routes = [
  { method: 'GET', path: settings, handler: developer(getSettings) },
  { method: 'PUT', path: settings, handler: developer(putSettings) },
  { method: 'DELETE', path: settings, handler: developer(deleteSettings) },
  { method: 'GET', path: subscriptions, handler: developer(listSubscriptions) },
  { method: 'POST', path: subscriptions, handler: developer(createSubscription) },
  { method: 'POST', path: `${subscriptions}/batch/update`, handler: developer(batchUpdateSubscriptions) },
  { method: 'GET', path: `${subscriptions}/:subscriptionId`, handler: developer(getSubscription) },
  { method: 'PATCH', path: `${subscriptions}/:subscriptionId`, handler: developer(updateSubscription) },
  { method: 'DELETE', path: `${subscriptions}/:subscriptionId`, handler: developer(deleteSubscription) },
];

function developer(action: (call: Call) => Answer) {
  return serve(action, { credential: 'developer' });
}
