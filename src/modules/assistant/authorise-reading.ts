import { authorise } from '#modules/access';
import type { Context } from '#platform/context';

/** Whoever asks must be allowed what every answer may be computed from; what a kind reads beside is asked for with it. */
export function authoriseReading(ctx: Context): void {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  authorise({ ctx, action: 'analysis.read', resource: { type: 'analysis', id: null } });
  authorise({ ctx, action: 'person.read', resource: { type: 'person', id: null } });
}
