export { rejectControl } from './control-routes.ts';
export { type Coverage, coverageRows, coveredRoutes, documentedRoutes } from './coverage.ts';
export type { Fault } from './fault.ts';
export { type Fragment, html, type Markup } from './html.ts';
export { formatInstant, inspectorParts } from './inspector-parts.ts';
export { page, renderPage } from './page.ts';
export type {
  Answer,
  Exchange,
  RunningSimulator,
  SimulatorDefinition,
  SimulatorRoute,
  SimulatorTools,
} from './simulator-definition.ts';
export { startSimulator } from './start-simulator.ts';
export type { WebhookAnswer, WebhookDelivery, WebhookRules, WebhookSending } from './webhook-delivery.ts';
