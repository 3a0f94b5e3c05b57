import type { CrmOwner, CrmReference, DraftChange } from '#contracts';
import { escapeMarkup } from '../values/escape-markup.ts';
import { addDays, callInstant } from './call-day.ts';
import { promisedText } from './commitment-line.ts';
import { findVoice } from './find-voice.ts';
import { type JoinedPromise, joinPromises } from './join-promises.ts';
import { nameOf, type PlanInput, referenceTo, subjectOf } from './plan-input.ts';
import { proofOf } from './proof-of.ts';

/** When a task is due for which no day was said. */
const daysWithoutDue = 3;
const wordsLimit = 120;
const subjectLimit = 200;

/** A task for each thing that we promised: who made it, by when, and the words. */
export function planTasks(plan: PlanInput): DraftChange[] {
  const { report, call, contacts } = plan;
  const subject = subjectOf(plan);
  const [first, ...others] = [...(subject === null ? [] : [subject]), ...contacts];
  if (first === undefined) return [];
  const target = referenceTo(first);
  const associatedWith: CrmReference[] = [target, ...others.map(referenceTo)];
  const ours = report.result.findings.commitments.filter(({ ownerSide }) => ownerSide === 'internal');
  return joinPromises(ours).map((promise) => ({
    target,
    targetName: nameOf(first),
    action: {
      type: 'create_activity',
      objectType: 'task',
      properties: propertiesOf({ plan, promise }),
      associatedWith,
    },
    evidence: proofOf({ callId: call.callId, claims: promise.said }),
    confidence: Math.min(...promise.said.map(({ confidence }) => confidence)),
    rule: 'task-from-commitment',
    knownBy: shortened(promise.main.text, wordsLimit),
  }));
}

function propertiesOf({ plan, promise }: { plan: PlanInput; promise: JoinedPromise }): Record<string, string> {
  const commitment = promise.main;
  const text = promisedText(promise);
  const { report, owners } = plan;
  const owner = ownerFor({ name: commitment.owner, owners });
  const day = commitment.due?.date ?? null;
  const lines = [
    text,
    ...promise.said.map(({ quote, speaker }) => `“${quote}” (${speaker})`),
    ...(day === null
      ? [
          `No day was said${commitment.due === null ? '' : ` but "${commitment.due.text}"`}; due ${daysWithoutDue} days after the call.`,
        ]
      : []),
    ...(owner === null ? [`Nobody in the CRM could be told for ${commitment.owner}: please assign it.`] : []),
  ];
  return {
    hs_timestamp:
      day === null ? addDays({ instant: callInstant(report), days: daysWithoutDue }) : `${day}T17:00:00.000Z`,
    hs_task_subject: subjectOfTask({ plan, owner: commitment.owner, text }),
    hs_task_body: lines.map(escapeMarkup).join('<br>'),
    hs_task_status: 'NOT_STARTED',
    hs_task_type: 'TODO',
    ...(owner === null ? {} : { hubspot_owner_id: owner.externalId }),
  };
}

/** By full name, else by the one active owner whose first name it is. Two of one name are nobody. */
function ownerFor({ name, owners }: { name: string; owners: readonly CrmOwner[] }): CrmOwner | null {
  const active = owners.filter((owner) => owner.active);
  const wanted = name.trim().toLowerCase();
  const full = active.filter((owner) => owner.name.toLowerCase() === wanted || owner.email?.toLowerCase() === wanted);
  const first = active.filter((owner) => owner.name.toLowerCase().split(/\s+/)[0] === wanted);
  const [found, another] = full.length > 0 ? full : first;
  return another === undefined ? (found ?? null) : null;
}

/** Read in a list of tasks of many deals: who promised it to whom, for which deal, and what. */
function subjectOfTask({ plan, owner, text }: { plan: PlanInput; owner: string; text: string }): string {
  const record = subjectOf(plan);
  const to = toWhom(plan);
  const beginning = `${owner} promised${to === null ? '' : ` ${to}`}${record === null ? '' : ` (${nameOf(record)})`}: `;
  return `${beginning}${shortened(text, Math.max(wordsLimit, subjectLimit - beginning.length))}`;
}

/** Whoever of the buyer's side spoke; where nobody is known to have, those who were to take part. */
function toWhom({ report, contacts }: PlanInput): string | null {
  const spoke = contacts.filter((contact) => findVoice({ report, contact, contacts }) !== null);
  const [first, second, ...others] = (spoke.length > 0 ? spoke : contacts).map(nameOf);
  if (first === undefined || second === undefined) return first ?? null;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} others`;
}

/** The body has the whole of it. */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const space = text.lastIndexOf(' ', limit - 1);
  return `${text.slice(0, space > 0 ? space : limit - 1)}…`;
}
