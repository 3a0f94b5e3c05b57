import { z } from 'zod';

/** Where a listing stands; `cursor` is missing on the last page. */
const Records = z
  .object({ totalRecords: z.number().nullish(), cursor: z.string().nullish() })
  .nullish()
  .transform((records) => ({ total: records?.totalRecords ?? null, cursor: records?.cursor ?? null }));

const Text = z.string().nullish();
const Identifier = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((id) => (id === null || id === undefined || id === '' ? null : String(id)));

const CallMetaData = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  url: Text,
  title: Text,
  scheduled: Text,
  started: Text,
  duration: z.number().nullish(),
  primaryUserId: Identifier,
  direction: Text,
  scope: Text,
  workspaceId: Identifier,
  isPrivate: z.boolean().nullish(),
});

const GongParty = z.object({
  userId: Identifier,
  speakerId: Identifier,
  name: Text,
  emailAddress: Text,
  phoneNumber: Text,
  title: Text,
  affiliation: Text,
});
export type GongParty = z.infer<typeof GongParty>;

const Named = z.object({ name: Text });

const CallContent = z
  .object({
    brief: Text,
    keyPoints: z.array(z.object({ text: Text })).nullish(),
    callOutcome: Named.nullish(),
    topics: z.array(Named.extend({ duration: z.number().nullish() })).nullish(),
    trackers: z.array(Named.extend({ count: z.number().nullish() })).nullish(),
    pointsOfInterest: z.object({ actionItems: z.array(z.object({ snippet: Text })).nullish() }).nullish(),
  })
  .nullish();

const CallInteraction = z
  .object({
    interactionStats: z.array(Named.extend({ value: z.number().nullish() })).nullish(),
    questions: z.object({ companyCount: z.number().nullish(), nonCompanyCount: z.number().nullish() }).nullish(),
  })
  .nullish();

/** A call of `/v2/calls/extensive` and of a webhook: what was not asked for is missing. */
export const GongCall = z.object({
  metaData: CallMetaData,
  parties: z.array(GongParty).nullish(),
  content: CallContent,
  interaction: CallInteraction,
});
export type GongCall = z.infer<typeof GongCall>;

export const CallListing = z.object({ records: Records, calls: z.array(CallMetaData).nullish() });
export const ExtensiveListing = z.object({ records: Records, calls: z.array(GongCall).nullish() });

export const TranscriptListing = z.object({
  records: Records,
  callTranscripts: z
    .array(
      z.object({
        callId: z.union([z.string(), z.number()]).transform(String),
        transcript: z
          .array(
            z.object({
              speakerId: Identifier,
              topic: Text,
              sentences: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })).nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});
export type GongTranscript = NonNullable<z.infer<typeof TranscriptListing>['callTranscripts']>[number];

const GongUser = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  emailAddress: Text,
  emailAliases: z.array(z.string()).nullish(),
  trustedEmailAddress: Text,
  firstName: Text,
  lastName: Text,
  title: Text,
  active: z.boolean().nullish(),
  managerId: Identifier,
});
export type GongUser = z.infer<typeof GongUser>;

export const UserListing = z.object({ records: Records, users: z.array(GongUser).nullish() });

export const WorkspaceListing = z.object({
  workspaces: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(String), name: Text })).nullish(),
});

const GongTracker = z.object({
  trackerId: z.union([z.string(), z.number()]).transform(String),
  trackerName: Text,
  workspaceId: Identifier,
  languageKeywords: z
    .array(
      z.object({ language: Text, keywords: z.array(z.string()).nullish(), includeRelatedForms: z.boolean().nullish() }),
    )
    .nullish(),
  affiliation: Text,
  partOfQuestion: z.boolean().nullish(),
  saidAt: Text,
  saidAtInterval: z.union([z.string(), z.number()]).nullish(),
  saidAtUnit: Text,
  saidInTopics: z.array(z.string()).nullish(),
  saidInCallParts: z.array(z.string()).nullish(),
  filterQuery: Text,
});
export type GongTracker = z.infer<typeof GongTracker>;

export const TrackerListing = z.object({ keywordTrackers: z.array(GongTracker).nullish() });

export const GongError = z.object({ requestId: Text, errors: z.array(z.string()).nullish() });

/** What an automation rule sends; the published sample leaves the frame out and shows the call alone. */
export const GongWebhook = z.union([
  z.object({ callData: GongCall, isTest: z.boolean().nullish() }),
  GongCall.transform((callData) => ({ callData, isTest: null })),
]);
