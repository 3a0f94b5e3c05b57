import type { CrmRecordType } from '#contracts';
import { authorise } from '#modules/access';
import { getRecord } from '#modules/crm';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { cancelWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { readMatch } from './read-match.ts';
import type { CallLink, CallMatch } from './schema.ts';
import { storeLinks } from './store-links.ts';
import { storeMatch } from './store-match.ts';

export interface CorrectMatchInput {
  readonly callId: string;
  readonly objectType: CrmRecordType;
  /** Null says that the call is about no record of that type. */
  readonly recordId: string | null;
}

/** A call is about a deal or, where there is none, a lead: whoever names one of them ends what was found of the other. */
const insteadOf: Readonly<Partial<Record<CrmRecordType, CrmRecordType>>> = { deal: 'lead', lead: 'deal' };

/** Says what a call is about. It stays so: no rule looks at this call again. Throws `record.not-found`, `call.not-found`. */
export async function correctMatch({ ctx, input }: Verb<CorrectMatchInput>): Promise<CallMatch> {
  authorise({ ctx, action: 'match.correct', resource: { type: 'call', id: input.callId } });
  const { callId, objectType, recordId } = input;
  const before = await readMatch({ ctx, callId });
  if (before === null) {
    throw new SophiaError('call.not-found', `Expected a call that was matched with the id ${callId}, found none.`);
  }
  const record = recordId === null ? null : await getRecord({ ctx, input: { recordId } });
  const others = before.links.filter((link) => {
    if (link.method === 'manual' && record !== null) return true;
    return link.objectType !== objectType && !(record !== null && insteadOf[objectType] === link.objectType);
  });
  const said: CallLink[] =
    record === null
      ? []
      : [
          {
            objectType,
            recordId: record.recordId,
            name: record.name,
            party: null,
            method: 'manual',
            confidence: 1,
            evidence: 'somebody said so',
          },
        ];
  const links = [...others.filter((link) => link.recordId !== recordId), ...said];
  return transact({ ctx }, async (inner) => {
    await storeLinks({ ctx: inner, callId, links });
    const match = await storeMatch({
      ctx: inner,
      match: { callId, state: 'matched', candidates: [], attempts: before.attempts, links, manual: true },
    });
    await cancelWork({ ctx: inner, kind: 'match-call', subject: callId });
    await audit({
      ctx: inner,
      action: 'call.match_corrected',
      resource: { type: 'call', id: callId },
      details: { objectType, recordId, before: before.links.map((link) => link.recordId) },
    });
    await publish({ ctx: inner, event: { type: 'call.matched', callId } });
    return match;
  });
}
