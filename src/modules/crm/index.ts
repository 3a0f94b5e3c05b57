export { addressesOf } from './addresses-of.ts';
export { countRecords } from './count-records.ts';
export { describeCrm } from './describe-crm.ts';
export { describeEmails, type EmailLine } from './details/describe-emails.ts';
export { emailsReadSince } from './details/emails-read-since.ts';
export { type CrmEmail, listEmailsToNote } from './details/list-emails-to-note.ts';
export { listLineItems } from './details/list-line-items.ts';
export { markEmailsNoted } from './details/mark-emails-noted.ts';
export { syncDetailsPage } from './details/sync-details-page.ts';
export { dismissDuplicate } from './duplicates/dismiss-duplicate.ts';
export { findDuplicate } from './duplicates/find-duplicate.ts';
export { type FoundDuplicates, findDuplicates } from './duplicates/find-duplicates.ts';
export { ComparedType } from './duplicates/find-pairs.ts';
export { listDuplicates } from './duplicates/list-duplicates.ts';
export type { DuplicateListing } from './duplicates/read-pairs.ts';
export { settleDuplicate } from './duplicates/settle-duplicate.ts';
export { findCompaniesByDomain } from './find-companies-by-domain.ts';
export { findCompaniesNamed } from './find-companies-named.ts';
export { findContactsByEmail } from './find-contacts-by-email.ts';
export { findRecord } from './find-record.ts';
export { getDealOverview } from './get-deal-overview.ts';
export { getRecord } from './get-record.ts';
export { lastChangeOf } from './last-change-of.ts';
export { type DealActivities, listActivitiesOf } from './list-activities-of.ts';
export { listAssociated } from './list-associated.ts';
export { type AssociatedRecord, listAssociatedOf } from './list-associated-of.ts';
export { listDefinitions } from './list-definitions.ts';
export { listLastChanges } from './list-last-changes.ts';
export { listPropertyChanges } from './list-property-changes.ts';
export { listPropertyChangesOf } from './list-property-changes-of.ts';
export { listRecords } from './list-records.ts';
export { listRecordsById } from './list-records-by-id.ts';
export { listUpcomingMeetings } from './list-upcoming-meetings.ts';
export { nextStepFields } from './next-step-fields.ts';
export { normalizeEmail } from './normalize.ts';
export { listNoteTies, type NoteTie } from './notes/list-note-ties.ts';
export { syncNotesPage } from './notes/sync-notes-page.ts';
export { dayInWords, readValueWords, type ValueWords } from './read-value-words.ts';
export { resolveAccount } from './resolve-account.ts';
export { resolveRecord } from './resolve-record.ts';
export type {
  CrmRecordRow,
  DealOverview,
  DefinitionDifference,
  DuplicateEvidence,
  SyncCounts,
  SyncInput,
  SyncMode,
} from './schema.ts';
export { shareAssociated } from './share-associated.ts';
export { refreshRecords } from './sync/refresh-records.ts';
export { type SyncedActivities, syncActivities } from './sync/sync-activities.ts';
export { type SyncedDefinitions, syncDefinitions } from './sync/sync-definitions.ts';
export { syncMeetings } from './sync/sync-meetings.ts';
export { syncRecords } from './sync/sync-records.ts';
export { syncRecordsPage } from './sync/sync-records-page.ts';
export {
  crmActivities,
  crmAssociations,
  crmDefinitions,
  crmDetails,
  crmDuplicates,
  crmNotes,
  crmPropertyChanges,
  crmRecords,
} from './tables.ts';
