import { createHash } from 'node:crypto';
import type { DraftChange } from '#contracts';

/**
 * What a change is about, whatever it says: the field of a record, or the activity of a call. Two triggers that plan
 * the same thing come to the same identity.
 */
export function identityOf({ target, action, rule, evidence, knownBy }: DraftChange): string {
  const place = target === null ? 'crm' : `${target.objectType}:${target.externalId}`;
  switch (action.type) {
    case 'set_property':
      return `set ${place} ${action.property}`;
    case 'associate':
      return `associate ${place} ${action.to.objectType}:${action.to.externalId}`;
    case 'dissociate':
      return `dissociate ${place} ${action.from.objectType}:${action.from.externalId}`;
    case 'create_property':
      return `property ${action.objectType}.${action.name}`;
    case 'merge':
      return `merge ${place} ${action.mergedId}`;
    case 'create_activity': {
      const callId = evidence.find((proof) => proof.callId !== null)?.callId ?? 'no call';
      const subject = knownBy ?? action.properties['hs_task_subject'];
      return `${action.objectType} ${callId} ${rule}${subject === undefined ? '' : ` ${hashOf(subject)}`}`;
    }
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
