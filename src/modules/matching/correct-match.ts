import type { CrmRecordType } from '#contracts';
import { authorise } from '#modules/access';
import { type CrmRecordRow, getRecord } from '#modules/crm';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { cancelWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { lockMatch } from './lock-match.ts';
import { participantOf } from './participant-of.ts';
import { readMatch } from './read-match.ts';
import type { CallLink, CallMatch } from './schema.ts';
import { storeLinks } from './store-links.ts';
import { storeMatch } from './store-match.ts';

export interface CorrectMatchInput {
  readonly callId: string;
  readonly objectType: CrmRecordType;
  /** Null says that the call is about no record of that type. */
  readonly recordId: string | null;
  /** Says that the call is not about this record; what else was found or said stays. */
  readonly takesOff?: boolean | undefined;
}

/** A call is about a deal or, where there is none, a lead: whoever names one of them ends what stood of the other. */
const insteadOf: Readonly<Partial<Record<CrmRecordType, CrmRecordType>>> = { deal: 'lead', lead: 'deal' };

/**
 * Says what a call is about. It stays so: no rule looks at this call again. A deal, lead or company takes the place of
 * all that stood of its type; a contact is one participant, and takes the place of whoever was taken for that one.
 * Throws `record.not-found`, `call.not-found`.
 */
export async function correctMatch({ ctx, input }: Verb<CorrectMatchInput>): Promise<CallMatch> {
  authorise({ ctx, action: 'match.correct', resource: { type: 'call', id: input.callId } });
  const { callId, objectType, recordId, takesOff = false } = input;
  if ((await readMatch({ ctx, callId })) === null) throw notMatched(callId);
  const record = recordId === null ? null : await getRecord({ ctx, input: { recordId } });
  const said = record === null || takesOff ? null : await linkTo({ ctx, callId, objectType, record });
  return transact({ ctx }, async (inner) => {
    const before = await lockMatch({ ctx: inner, callId });
    if (before === null) throw notMatched(callId);
    const others = before.links.filter((link) => staysBeside({ link, input, said }));
    const links = said === null ? others : [...others, said];
    const deal = isStillOpen({ before, objectType })
      ? { state: before.state, candidates: before.candidates }
      : { state: 'matched' as const, candidates: [] };
    const changed = await storeLinks({ ctx: inner, callId, links });
    const corrections = before.corrections + (changed || before.corrections === 0 ? 1 : 0);
    const match = await storeMatch({
      ctx: inner,
      match: { callId, ...deal, attempts: before.attempts, corrections, links, manual: true },
    });
    await cancelWork({ ctx: inner, kind: 'match-call', subject: callId });
    await audit({
      ctx: inner,
      action: 'call.match_corrected',
      resource: { type: 'call', id: callId },
      details: { objectType, recordId, takesOff, before: before.links.map((link) => link.recordId) },
    });
    await publish({ ctx: inner, event: { type: 'call.matched', callId } });
    return match;
  });
}

function notMatched(callId: string): SophiaError {
  return new SophiaError('call.not-found', `Expected a call that was matched with the id ${callId}, found none.`);
}

/** Who took part, or for whom, says nothing of which deal it is. */
function isStillOpen({ before, objectType }: { before: CallMatch; objectType: CrmRecordType }): boolean {
  return before.state === 'ambiguous' && (objectType === 'contact' || objectType === 'company');
}

async function linkTo({
  ctx,
  callId,
  objectType,
  record,
}: {
  ctx: Context;
  callId: string;
  objectType: CrmRecordType;
  record: CrmRecordRow;
}): Promise<CallLink> {
  return {
    objectType,
    recordId: record.recordId,
    name: record.name,
    party: objectType === 'contact' ? await participantOf({ ctx, callId, contact: record }) : null,
    method: 'manual',
    confidence: 1,
    evidence: 'somebody said so',
  };
}

/** Whether a link that stood is left alone by what was said. */
function staysBeside({
  link,
  input: { objectType, recordId, takesOff = false },
  said,
}: {
  link: CallLink;
  input: CorrectMatchInput;
  said: CallLink | null;
}): boolean {
  if (link.recordId === recordId) return false;
  if (takesOff && recordId !== null) return true;
  if (said !== null && insteadOf[objectType] === link.objectType) return false;
  if (link.objectType !== objectType) return true;
  return said !== null && objectType === 'contact' && (said.party === null || link.party !== said.party);
}
