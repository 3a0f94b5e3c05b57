import type { HubspotState } from '../state.ts';
import type { WriteContext } from '../write-context.ts';

/** What happened in the portal before anyone listened; nobody is told. */
export function silentContext(state: HubspotState, nowMs: number): WriteContext {
  return {
    state,
    nowMs,
    source: { sourceType: 'CRM_UI', sourceId: null, userId: null },
    holdsPortalRules: false,
    isRefused: () => false,
    emit: () => undefined,
  };
}
