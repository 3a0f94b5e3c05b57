import type { Side, TopicName } from '#contracts';
import { seenRecordId, withheldFrom } from '#modules/access';
import { type Context, recordedActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { eq, gte, lte, type SQL, sql } from '#platform/sql';
import { calls, callVersions } from './tables.ts';

/** Which calls a list holds; what is left out narrows nothing. */
export interface CallFilter {
  /** About one of these records of the CRM. */
  readonly recordIds?: readonly string[];
  /** About a deal of this owner, by the id of the CRM. */
  readonly dealOwnerId?: string;
  /** About a deal that is in this stage now. */
  readonly dealStage?: string;
  /** With somebody of this name or a part of it, or with this address. */
  readonly person?: string;
  /** In which somebody of this side speaks. */
  readonly side?: Side;
  /** In which this is talked about, as search has indexed it. */
  readonly topic?: TopicName;
  readonly since?: string;
  readonly until?: string;
}

/** What the filters ask of a call and its current version. Throws `access.denied` for what is kept from the actor. */
export function callConditions({ ctx, only }: { ctx: Context; only: CallFilter }): SQL[] {
  const { recordIds, person, side, topic, since, until } = only;
  const conditions = [
    recordIds === undefined ? undefined : aboutRecords({ ctx, recordIds }),
    aboutDeal({ ctx, only }),
    person === undefined ? undefined : withPerson({ ctx, person }),
    side === undefined
      ? undefined
      : sql`exists (select from turns turn where turn.call_version_id = ${callVersions.id} and turn.side = ${side})`,
    topic === undefined
      ? undefined
      : sql`exists (select from search_documents document join search_chunks chunk on chunk.document_id = document.id
          where document.workspace_id = ${ctx.workspaceId} and document.call_id = ${calls.id}
            and chunk.topics @> ${JSON.stringify([topic])}::jsonb)`,
    since === undefined ? undefined : gte(calls.callDate, since),
    until === undefined ? undefined : lte(calls.callDate, until),
    eq(calls.workspaceId, ctx.workspaceId),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function aboutRecords({ ctx, recordIds }: { ctx: Context; recordIds: readonly string[] }): SQL {
  return sql`${calls.id} in (select link.call_id from call_links link
    where link.workspace_id = ${ctx.workspaceId} and link.ended_at is null
      and link.record_id = any(${sql.param([...recordIds])}))`;
}

/** Only deals that the actor sees narrow: whose the others are is not told by what a list leaves out. */
function aboutDeal({ ctx, only }: { ctx: Context; only: CallFilter }): SQL | undefined {
  const { dealOwnerId, dealStage } = only;
  if (dealOwnerId === undefined && dealStage === undefined) return undefined;
  const owned = dealOwnerId === undefined ? sql`true` : sql`deal.owner_id = ${dealOwnerId}`;
  const staged = dealStage === undefined ? sql`true` : sql`deal.properties->>'dealstage' = ${dealStage}`;
  return sql`${calls.id} in (select link.call_id from call_links link join crm_records deal on deal.id = link.record_id
    where link.workspace_id = ${ctx.workspaceId} and link.ended_at is null and deal.object_type = 'deal'
      and ${owned} and ${staged} and ${seenRecordId(ctx, sql`deal.id`) ?? sql`true`})`;
}

function withPerson({ ctx, person }: { ctx: Context; person: string }): SQL {
  const named = sql`party.body->>'name' ilike ${`%${person.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)}%`}`;
  const addressed = person.includes('@');
  if (addressed && withheldFrom(ctx.actor).includes('email')) {
    throw new SophiaError('access.denied', 'Addresses of people are kept from you: filter by a name.', {
      details: { action: 'call.read', resource: { type: 'call', id: null }, actor: recordedActor(ctx.actor) },
    });
  }
  const reached = addressed ? sql`lower(party.body->>'email') = ${person.toLowerCase()}` : sql`false`;
  return sql`exists (select from jsonb_array_elements(${callVersions.parties}) party(body)
    where ${named} or ${reached})`;
}
