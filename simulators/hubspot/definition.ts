import type { SimulatorDefinition, SimulatorTools } from '../kit/index.ts';
import type { World } from '../world/schema.ts';
import { errorFor, hubspotFaultKinds, problemAnswer } from './api/planted-problem.ts';
import { controlRoutes } from './control.ts';
import { notFound } from './hubspot-problem.ts';
import { hubspotPages, inspector } from './inspector.ts';
import { routes } from './routes.ts';
import { HubspotState } from './state.ts';
import { sendEvents } from './webhooks/send-events.ts';
import { webhookRules } from './webhooks/webhook-rules.ts';
import { addPendingRecords } from './world/add-pending-records.ts';
import { initialState } from './world/initial-state.ts';
import type { CrmEvent } from './write-context.ts';

export function hubspotDefinition(world: World): SimulatorDefinition<HubspotState> {
  return {
    name: 'hubspot',
    title: 'HubSpot',
    initialState: () => initialState(world),
    stateSchema: HubspotState,
    routes,
    controls: controlRoutes,
    faultKinds: hubspotFaultKinds,
    errorFor,
    notFound: (exchange) => problemAnswer(exchange, notFound(`No address ${exchange.method} ${exchange.path} exists.`)),
    inspector,
    pages: hubspotPages,
    webhooks: webhookRules,
    tick,
  };
}

/** Records of the world whose moment has come. */
function tick(tools: SimulatorTools<HubspotState>): void {
  const nowMs = tools.clock.now().getTime();
  if (!tools.state.pending.some(({ atMs }) => atMs <= nowMs)) return;
  const events: CrmEvent[] = [];
  addPendingRecords({
    state: tools.state,
    nowMs,
    source: { sourceType: 'CRM_UI', sourceId: null, userId: null },
    holdsPortalRules: false,
    isRefused: () => false,
    emit: (event) => {
      events.push(event);
    },
  });
  sendEvents(tools, { events, changeSource: 'CRM_UI', sourceId: null });
  tools.changed();
}
