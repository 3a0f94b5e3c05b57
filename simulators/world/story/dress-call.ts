import { addMs } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import { startOf } from '../crm/write-deal.ts';
import { digits } from '../people/create-employees.ts';
import { stageOfKind } from '../scenes/call-plans.ts';
import type { Call, CallParty, CallTruth } from '../schema.ts';
import type { Participant } from './cast-call.ts';
import type { ToldCall } from './tell-story.ts';
import { viewInGong } from './view-in-gong.ts';

export const gongWorkspaces = [
  { id: '5810275846392713345', name: 'Sales', description: 'Calls of sales and pre-sales' },
  { id: '5810275846392713346', name: 'Customer Success', description: 'Onboarding, check-ins and renewals' },
] as const;

/** A told call as Gong has it: ids, title, parties, delay, Gong's own analysis, and our truth beside it. */
export function dressCall(told: ToldCall): Call {
  const { call, story, cast } = told;
  const random = story.random.fork(`${call.key}/gong`);
  const scheduledAt = startOf(told);
  const isCustomerWork = ['kickoff', 'check_in', 'escalation'].includes(call.kind);
  const isKnown = story.archetype.account !== 'unknown';
  return {
    key: call.key,
    gongId: digits(random, 19),
    gongWorkspaceId: gongWorkspaces[isCustomerWork ? 1 : 0].id,
    accountKey: isKnown ? story.account.key : null,
    dealKey: story.archetype.hasDeal ? story.key : null,
    kind: call.kind,
    title: titleOf({ random, told }),
    scheduledAt,
    startedAt: addMs(scheduledAt, random.integer(0, 200) * 1000),
    durationMs: told.endMs + random.integer(1000, 4000),
    primaryEmployeeKey: cast.get('R')?.employee?.key ?? story.owner.key,
    direction: call.kind === 'cold_call' ? 'Outbound' : 'Conference',
    system: call.kind === 'cold_call' ? 'Gong Connect' : random.pick(['Zoom', 'Zoom', 'Google Meet']),
    isPrivate: isPrivate(told),
    timeZone: story.account.timeZone,
    parties: [...[...cast.values()].map((one) => partyOf({ random, told, one })), ...absent({ random, told })],
    monologues: told.monologues,
    gong: viewInGong({ random, told }),
    transcriptDelayMs: (random.chance(0.06) ? random.integer(180, 420) : random.integer(2, 25)) * 60_000,
    phrasing: told.voice,
    truth: { stage: stageOfKind[call.kind], sentiment: feelingOf(told), ...told.truth },
  };
}

function titleOf({ random, told }: { random: Random; told: ToldCall }): string {
  const { account } = told.story;
  const kind = told.call.kind;
  const names: Readonly<Record<typeof kind, string>> = {
    cold_call: 'Call to',
    discovery: 'First conversation with',
    demo: 'Demo for',
    pricing: 'Proposal walk-through',
    security_review: 'Security review',
    negotiation: 'Terms',
    kickoff: 'Kickoff',
    check_in: 'Monthly check-in',
    renewal: 'Renewal conversation',
    escalation: 'Incident follow-up',
    lost: 'Decision',
  };
  if (random.chance(0.08)) {
    return `Meeting with ${told.cast.get('B')?.name ?? account.name}`;
  }
  return /(to|with|for)$/.test(names[kind])
    ? `${names[kind]} ${account.name}`
    : random.pick([
        `${account.name}: ${names[kind]}`,
        `${account.name} - ${names[kind].toLowerCase()}`,
        `Tidewater / ${account.name}, ${names[kind].toLowerCase()}`,
      ]);
}

/** A few calls are private: one of a renewed customer and one that was lost among them. */
function isPrivate({ call, story }: ToldCall): boolean {
  const isOne = (story.archetype.name === 'renewed' || story.archetype.name === 'lost') && call.key.endsWith('call-1');
  return isOne && !call.isUpcoming;
}

function partyOf({ random, told, one }: { random: Random; told: ToldCall; one: Participant }): CallParty {
  const { employee, contact } = one;
  const isKnown = told.story.archetype.account !== 'unknown';
  const isByPhone = told.call.kind === 'cold_call' && one.side === 'external';
  return {
    speakerId: one.speakerId,
    employeeKey: employee?.key ?? null,
    contactKey: isKnown ? (contact?.key ?? null) : null,
    name: one.name,
    email:
      employee === null ? (isByPhone && random.chance(0.4) ? null : emailInGong({ random, one })) : employee.gongEmail,
    phone: isByPhone ? (contact?.phone ?? told.story.account.phone) : null,
    title: employee?.title ?? contact?.title ?? null,
    affiliation: employee !== null ? 'Internal' : isByPhone && random.chance(0.5) ? 'Unknown' : 'External',
  };
}

/** People join by another address than the CRM has: an alias of the company, or their own. */
function emailInGong({ random, one }: { random: Random; one: Participant }): string | null {
  const email = one.contact?.email ?? null;
  if (one.contact === null || email === null || random.chance(0.88)) {
    return email;
  }
  const { firstName, lastName } = one.contact;
  const domain = email.split('@')[1] ?? 'mailbox.example';
  return random.pick([`${firstName}@${domain}`, `${firstName}.${lastName}@mailbox.example`]).toLowerCase();
}

/** Somebody who was invited and said nothing. */
function absent({ random, told }: { random: Random; told: ToldCall }): CallParty[] {
  const { technical, archetype } = told.story;
  const isThere = [...told.cast.values()].some(({ contact }) => contact?.key === technical.key);
  if (isThere || told.call.kind === 'cold_call' || archetype.account === 'unknown' || random.chance(0.82)) {
    return [];
  }
  return [
    {
      speakerId: null,
      employeeKey: null,
      contactKey: technical.key,
      name: `${technical.firstName} ${technical.lastName}`,
      email: technical.email,
      phone: null,
      title: technical.title,
      affiliation: 'External',
    },
  ];
}

function feelingOf({ call, truth }: ToldCall): CallTruth['sentiment'] {
  const open = truth.objections.filter(({ answer }) => answer !== 'answered').length;
  const good = truth.buyingSignals.length;
  if (call.kind === 'escalation' || call.kind === 'lost') {
    return { overall: 'negative', external: 'negative' };
  }
  if (open >= 2 && good >= 2) {
    return { overall: 'mixed', external: 'mixed' };
  }
  if (open >= 2 || (open === 1 && good === 0)) {
    return { overall: call.kind === 'cold_call' ? 'negative' : 'mixed', external: 'negative' };
  }
  return good >= 2 ? { overall: 'positive', external: 'positive' } : { overall: 'neutral', external: 'neutral' };
}
