import type { Crm } from '#contracts';
import { performEffects, type SentEffect } from '#platform/effects';
import type { ChangeContext } from '../change-context.ts';
import { type AttemptEnd, attemptEndOf } from './attempt-end.ts';
import type { JointChange, JointEnd } from './joint-change.ts';
import {
  compareProperties,
  isProperty,
  type JointProperty,
  judgeProperties,
  sendProperties,
} from './joint-properties.ts';
import { judgeActivities } from './judge-activities.ts';
import { sendActivities } from './send-activities.ts';

/** Compares all, commits the intents of all, sends a request for each record, and reads all of them back. */
export async function performTogether({
  ctx,
  crm,
  joint,
}: {
  ctx: ChangeContext;
  crm: Crm;
  joint: readonly JointChange[];
}): Promise<JointEnd[]> {
  const activities = joint.filter((one) => !isProperty(one));
  const { stopped, properties } = await compareProperties({ ctx, crm, joint: joint.filter(isProperty) });
  const sent = await performEffects({
    ctx,
    target: crm.name,
    wanted: [...properties, ...activities].map(({ key, change }) => ({ key, kind: change.action.type })),
    send: async (sending) => {
      const markers = new Map(sending.map(({ key, marker }) => [key, marker]));
      const parts = await Promise.all([
        sendProperties({ crm, properties: properties.filter(({ key }) => markers.has(key)) }),
        sendActivities({ crm, activities, markers }),
      ]);
      return new Map(parts.flatMap((part) => [...part]));
    },
  });
  const [properEnds, activityEnds] = await Promise.all([
    judgeProperties({ ctx, crm, properties: properties.filter(wasSent(sent)) }),
    judgeActivities({ crm, activities: activities.filter(wasSent(sent)), sent }),
  ]);
  const unsent = [...properties, ...activities].filter((one) => !wasSent(sent)(one));
  return [...stopped, ...properEnds, ...activityEnds, ...unsent.map((one) => failedOf({ one, sent, properties }))];
}

function wasSent(sent: ReadonlyMap<string, SentEffect>): (one: JointChange) => boolean {
  return ({ key }) => {
    const end = sent.get(key);
    return end !== undefined && 'externalId' in end;
  };
}

/** What went wrong for several at once may be the fault of one of them: each is then tried by itself. */
function failedOf({
  one,
  sent,
  properties,
}: {
  one: JointChange;
  sent: ReadonlyMap<string, SentEffect>;
  properties: readonly JointProperty[];
}): JointEnd {
  const { change, key, approved, attemptId } = one;
  const joint = { change, key, approved, attemptId };
  const end = sent.get(key);
  if (end === undefined || !('error' in end)) return { ...joint, end: null };
  const attempt: AttemptEnd = attemptEndOf(end.error);
  const isAlone = properties.filter(({ change: other }) => isSameRecord(change, other)).length === 1;
  return { ...joint, end: attempt.end === 'settled' && !isAlone ? null : attempt };
}

function isSameRecord(one: JointChange['change'], other: JointChange['change']): boolean {
  return one.targetType === other.targetType && one.targetId === other.targetId;
}
