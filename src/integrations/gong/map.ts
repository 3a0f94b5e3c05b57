import type {
  Side,
  SourceCall,
  SourceParty,
  SourceTracker,
  SourceTranscript,
  SourceUser,
  VendorInsights,
} from '#contracts';
import type { GongCall, GongParty, GongTracker, GongTranscript, GongUser } from './schema.ts';

/** A call as Sophia knows it; parties and insights are empty where Gong was not asked for them. */
export function toSourceCall(call: GongCall): SourceCall {
  const { metaData } = call;
  return {
    externalId: metaData.id,
    sourceWorkspaceId: metaData.workspaceId,
    title: textOrNull(metaData.title),
    url: textOrNull(metaData.url),
    scheduledAt: instantOrNull(metaData.scheduled),
    startedAt: instantOrNull(metaData.started),
    durationSeconds: metaData.duration ?? null,
    primaryUserId: metaData.primaryUserId,
    direction: textOrNull(metaData.direction),
    isPrivate: metaData.isPrivate === true,
    isInternal: metaData.scope === 'Internal',
    isOutOfScope: false,
    parties: (call.parties ?? []).map(toParty),
    insights: hasInsights(call) ? toInsights(call) : null,
  };
}

/** What may be known of a call in a workspace that is not read. */
export function withoutContent({ externalId, sourceWorkspaceId, startedAt, isPrivate }: SourceCall): SourceCall {
  return {
    externalId,
    sourceWorkspaceId,
    startedAt,
    isPrivate,
    title: null,
    url: null,
    scheduledAt: null,
    durationSeconds: null,
    primaryUserId: null,
    direction: null,
    isInternal: false,
    isOutOfScope: true,
    parties: [],
    insights: null,
  };
}

export function toSourceTranscript({ callId, transcript }: GongTranscript): SourceTranscript {
  return {
    externalId: callId,
    monologues: (transcript ?? []).map(({ speakerId, topic, sentences }) => ({
      speakerId,
      topic: textOrNull(topic),
      sentences: (sentences ?? []).map(({ start, end, text }) => ({
        startMs: Math.round(start),
        endMs: Math.round(end),
        text,
      })),
    })),
  };
}

/** A tracker stands in one workspace of Gong; the same id may stand in another one with other words. */
export function toSourceTracker(tracker: GongTracker): SourceTracker {
  const { trackerId, workspaceId, trackerName, languageKeywords } = tracker;
  const words = (languageKeywords ?? []).flatMap(({ keywords }) => keywords ?? []);
  return {
    externalId: workspaceId === null ? trackerId : `${workspaceId}:${trackerId}`,
    name: textOrNull(trackerName) ?? trackerId,
    phrases: [...new Set(words)].sort(),
    conditions: conditionsOf(tracker).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`])),
  };
}

function conditionsOf(tracker: GongTracker): [name: string, value: string][] {
  const { languageKeywords, saidAt, saidAtInterval, saidAtUnit, saidInTopics, saidInCallParts } = tracker;
  const related = (languageKeywords ?? []).filter((one) => one.includeRelatedForms === true);
  return [
    [
      'languages',
      (languageKeywords ?? [])
        .flatMap(({ language }) => language ?? [])
        .sort()
        .join(', '),
    ],
    [
      'related forms',
      related
        .flatMap(({ language }) => language ?? [])
        .sort()
        .join(', '),
    ],
    ['said by', tracker.affiliation ?? ''],
    ['only in questions', tracker.partOfQuestion === true ? 'yes' : ''],
    ['said at', [saidAt, saidAtInterval, saidAtUnit].filter((part) => part !== null && part !== undefined).join(' ')],
    ['topics', (saidInTopics ?? []).toSorted().join(', ')],
    ['parts of the call', (saidInCallParts ?? []).toSorted().join(', ')],
    ['calls', tracker.filterQuery ?? ''],
  ];
}

export function toSourceUser(user: GongUser): SourceUser {
  const email = textOrNull(user.emailAddress)?.toLowerCase() ?? null;
  const others = [...(user.emailAliases ?? []), user.trustedEmailAddress ?? ''].map((other) => other.toLowerCase());
  return {
    externalId: user.id,
    email,
    otherEmails: [...new Set(others)].filter((other) => other !== '' && other !== email),
    name: [user.firstName, user.lastName].filter((part) => textOrNull(part) !== null).join(' ') || (email ?? user.id),
    title: textOrNull(user.title),
    active: user.active !== false,
    managerId: user.managerId,
  };
}

function toParty(party: GongParty): SourceParty {
  return {
    speakerId: party.speakerId,
    userId: party.userId,
    name: textOrNull(party.name),
    email: textOrNull(party.emailAddress)?.toLowerCase() ?? null,
    phone: textOrNull(party.phoneNumber),
    title: textOrNull(party.title),
    side: sideOf(party),
  };
}

/** A party with a user of ours is ours, whatever the affiliation says. */
function sideOf({ affiliation, userId }: GongParty): Side {
  if (userId !== null || affiliation === 'Internal') return 'internal';
  return affiliation === 'External' ? 'external' : 'unknown';
}

function hasInsights({ content, interaction }: GongCall): boolean {
  return (content ?? null) !== null || (interaction ?? null) !== null;
}

function toInsights({ content, interaction }: GongCall): VendorInsights {
  const questions = interaction?.questions ?? null;
  return {
    brief: textOrNull(content?.brief),
    keyPoints: texts(content?.keyPoints?.map(({ text }) => text)),
    outcome: textOrNull(content?.callOutcome?.name),
    topics: (content?.topics ?? []).flatMap(({ name, duration }) =>
      name ? [{ name, durationSeconds: duration ?? 0 }] : [],
    ),
    trackers: (content?.trackers ?? []).flatMap(({ name, count }) =>
      name ? [{ name, count: Math.round(count ?? 0) }] : [],
    ),
    actionItems: texts(content?.pointsOfInterest?.actionItems?.map(({ snippet }) => snippet)),
    interaction: (interaction?.interactionStats ?? []).flatMap(({ name, value }) =>
      name && typeof value === 'number' ? [{ name, value }] : [],
    ),
    questions:
      questions === null
        ? null
        : { company: Math.round(questions.companyCount ?? 0), others: Math.round(questions.nonCompanyCount ?? 0) },
  };
}

function texts(values: readonly (string | null | undefined)[] | undefined): string[] {
  return (values ?? []).flatMap((value) => textOrNull(value) ?? []);
}

function textOrNull(value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}

function instantOrNull(value: string | null | undefined): string | null {
  const instant = new Date(value ?? '');
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
