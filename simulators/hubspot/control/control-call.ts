import type { z } from 'zod';
import { type Answer, type Exchange, rejectControl } from '../../kit/index.ts';
import { problemAnswer } from '../api/planted-problem.ts';
import { HubspotProblem } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import { requireRecord } from '../records/find-record.ts';
import type { CrmRecord, HubspotState, SourceType } from '../state.ts';
import { sendEvents } from '../webhooks/send-events.ts';
import type { CrmEvent, Source, WriteContext } from '../write-context.ts';

export type Control = Exchange<HubspotState>;

/** Who a change is to look like, and whether the subscribers hear of it. */
export interface Doer {
  readonly source: Exclude<SourceType, 'CALCULATED' | 'MERGE_OBJECTS'>;
  readonly employeeKey?: string | null | undefined;
  readonly silent: boolean;
}

/** Ids that the history shows for an import, a workflow and an app that is not ours. */
const sourceIds: Readonly<Partial<Record<SourceType, string>>> = {
  IMPORT: '8100301',
  AUTOMATION_PLATFORM: 'enrollmentId:8100401;actionExecutionIndex:0',
  INTEGRATION: '8100501',
};

/** A route of the control address: its body by its schema, a sentence for what cannot be done. */
export function control<Schema extends z.ZodType>(
  schema: Schema,
  action: (exchange: Control, input: z.infer<Schema>) => unknown,
): (exchange: Control) => Answer {
  return (exchange) => {
    const parsed = schema.safeParse(exchange.body ?? {});
    if (!parsed.success) return rejectControl(parsed.error);
    try {
      return { status: 200, body: action(exchange, parsed.data) };
    } catch (error) {
      if (error instanceof HubspotProblem) return problemAnswer(exchange, error);
      throw error;
    }
  };
}

/** Changes the portal as somebody of it. */
export function changeAs<Result>(
  exchange: Control,
  change: { doer: Doer; action: (context: WriteContext) => Result },
): Result {
  const { doer, action } = change;
  const source = sourceOf(exchange.state, doer);
  const events: CrmEvent[] = [];
  const result = action({
    state: exchange.state,
    nowMs: exchange.now.getTime(),
    source,
    holdsPortalRules: false,
    isRefused: () => false,
    emit: (event) => {
      if (!doer.silent) events.push(event);
    },
  });
  sendEvents(exchange, { events, changeSource: source.sourceType, sourceId: source.sourceId });
  return result;
}

/** A record by its id, or by the key of the world that it stands for. */
export function chosenRecord(
  { state }: Control,
  chosen: { objectType: ObjectType; id: string; archived?: boolean | undefined },
): CrmRecord {
  const byKey = state.worldIds[chosen.id];
  return requireRecord(state, byKey === undefined ? chosen : { ...chosen, ...byKey });
}

function sourceOf(state: HubspotState, doer: Doer): Source {
  if (doer.source !== 'CRM_UI') {
    return { sourceType: doer.source, sourceId: sourceIds[doer.source] ?? null, userId: null };
  }
  const owner = state.owners.find(({ employeeKey }) => employeeKey === doer.employeeKey) ?? state.owners[0];
  if (owner === undefined) return { sourceType: 'CRM_UI', sourceId: null, userId: null };
  return { sourceType: 'CRM_UI', sourceId: `userId:${owner.userId}`, userId: owner.userId };
}
