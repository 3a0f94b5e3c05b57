import { getChangeSet } from '#modules/changesets';
import { getContradiction } from '#modules/contradictions';
import { type CrmRecordRow, findRecord, getRecord, listAssociated, listDefinitions } from '#modules/crm';
import { getMatch } from '#modules/matching';
import type { Context } from '#platform/context';
import type { AccountOfSubject, SubjectOfNotification } from '../notification-context.ts';

/** Whose account a subject belongs to: by its record, or by what its call was matched to. */
export async function findAccount(question: SubjectOfNotification): Promise<AccountOfSubject | null> {
  const { ctx } = question;
  const recordId = (await findRecordId(question)) ?? null;
  if (recordId === null) return null;
  const record = await getRecord({ ctx, input: { recordId } });
  const company = record.objectType === 'company' ? record : await companyOf({ ctx, record });
  const ownerId = record.ownerId ?? company?.ownerId ?? null;
  const owners = ownerId === null ? [] : await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const owner = owners.find(({ externalId }) => externalId === ownerId);
  return {
    recordId: company?.recordId ?? recordId,
    ...(record.objectType === 'deal' && company !== null ? { dealRecordId: recordId } : {}),
    companyName: company?.name ?? null,
    ownerEmail: owner?.email ?? null,
    ...(ownerId !== null && owner === undefined ? { isOwnerUnread: true } : {}),
    teams: (owner?.teams ?? []).map(({ name }) => name),
  };
}

/** The deal before the company: it knows its owner best. */
async function findRecordId({ ctx, subject }: SubjectOfNotification): Promise<string | undefined> {
  const { recordId, contradictionId, changeSetId } = subject;
  if (recordId !== undefined) return recordId;
  if (contradictionId !== undefined) return (await getContradiction({ ctx, input: { contradictionId } })).recordId;
  if (changeSetId !== undefined) return recordOfSet({ ctx, changeSetId });
  return subject.callId === undefined ? undefined : recordOfCall({ ctx, callId: subject.callId });
}

async function recordOfSet({ ctx, changeSetId }: { ctx: Context; changeSetId: string }): Promise<string | undefined> {
  const { callId, changes } = await getChangeSet({ ctx, input: { changeSetId } });
  // Whoever owns a record that a call is not about is asked whether it is taken off there.
  const isOff = changes.length > 0 && changes.every(({ action }) => action.type === 'dissociate');
  const ofCall = callId === null || isOff ? undefined : await recordOfCall({ ctx, callId });
  if (ofCall !== undefined) return ofCall;
  const types = ['deal', 'lead', 'company', 'contact'] as const;
  for (const objectType of types) {
    const externalId = changes.find(({ target }) => target?.objectType === objectType)?.target?.externalId;
    const record = externalId === undefined ? null : await findRecord({ ctx, input: { objectType, externalId } });
    if (record !== null) return record.recordId;
  }
  return undefined;
}

async function recordOfCall({ ctx, callId }: { ctx: Context; callId: string }): Promise<string | undefined> {
  const links = (await getMatch({ ctx, input: { callId } }))?.links ?? [];
  const types = ['deal', 'company', 'lead'] as const;
  return types.flatMap((type) => links.find(({ objectType }) => objectType === type) ?? [])[0]?.recordId;
}

async function companyOf({
  ctx,
  record,
}: {
  ctx: SubjectOfNotification['ctx'];
  record: CrmRecordRow;
}): Promise<CrmRecordRow | null> {
  const [company = null] = await listAssociated({ ctx, input: { recordId: record.recordId, toType: 'company' } });
  return company;
}
