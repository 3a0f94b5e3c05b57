export type { AppliedChange } from './apply-change.ts';
export {
  type AppliedChangeSet,
  applyChangeSet,
  applyChanges,
  finishApplying,
  listApplicable,
} from './apply-change-set.ts';
export type { ChangeContext, ConnectedChangeContext, PolicyContext } from './change-context.ts';
export { changeMoves } from './change-moves.ts';
export { chooseSetKey } from './choose-set-key.ts';
export { decideByReference } from './decide-by-reference.ts';
export { type DecidedChange, decideChanges } from './decide-changes.ts';
export { endWithoutProperty } from './end-without-property.ts';
export { expireChangeSets } from './expire-change-sets.ts';
export { expireMisplaced } from './expire-misplaced.ts';
export { expireWithdrawn } from './expire-withdrawn.ts';
export { explainField } from './explain-field.ts';
export { findChange } from './find-change.ts';
export { findLeftActivity } from './find-left-activity.ts';
export { finishUndo } from './finish-undo.ts';
export { getApproval } from './get-approval.ts';
export { getChange } from './get-change.ts';
export { getChangeSet } from './get-change-set.ts';
export { getPolicy } from './get-policy.ts';
export { getPolicyOrigin } from './get-policy-origin.ts';
export { getSetOrigin } from './get-set-origin.ts';
export { listCallsWithoutProperty } from './list-calls-without-property.ts';
export { listChangeSets } from './list-change-sets.ts';
export { listChangeSetsById } from './list-change-sets-by-id.ts';
export { listDecisions } from './list-decisions.ts';
export { listMisplaced } from './list-misplaced.ts';
export { listMisplacedCalls } from './list-misplaced-calls.ts';
export { listOwnApprovals } from './list-own-approvals.ts';
export { listSyncLog } from './list-sync-log.ts';
export { listWaitingChanges } from './list-waiting-changes.ts';
export { listWrittenActivities } from './list-written-activities.ts';
export { type ProposedDuplicate, proposeDuplicate } from './merges/propose-duplicate.ts';
export { rejectDuplicate } from './merges/reject-duplicate.ts';
export { settleMerge } from './merges/settle-merge.ts';
export { withdrawMerges } from './merges/withdraw-merges.ts';
export { notePolicyEdit } from './note-policy-edit.ts';
export { findCompetitorField } from './plan/find-competitor-field.ts';
export { planActivityTies } from './plan/plan-activity-ties.ts';
export { planCallChanges } from './plan/plan-call-changes.ts';
export type { PlanDeal, PlanInput, PlanRecord } from './plan/plan-input.ts';
export { namedProperties } from './policy/named-properties.ts';
export { openPolicyFiles, type PolicyFiles } from './policy/open-policy-files.ts';
export type { Policy } from './policy/policy.ts';
export type { PolicyPlace } from './policy/policy-place.ts';
export { readPolicy } from './policy/read-policy.ts';
export { proposeChangeSet } from './propose-change-set.ts';
export { proposeSetup } from './propose-setup.ts';
export { type PreviewedChange, previewChanges } from './recheck/preview-changes.ts';
export { type RecheckedDeal, recheckDeal } from './recheck/recheck-deal.ts';
export { seenChange } from './seen-change.ts';
export { setPolicy } from './set-policy.ts';
export { type ShareChangeSetsInput, shareChangeSets } from './share-change-sets.ts';
export { approvalDecisions, changeMoveRecords, changeSets, changes, crmSyncLog } from './tables.ts';
export { tryPolicy } from './try-policy.ts';
export { undoByReference } from './undo-by-reference.ts';
export { undoChanges } from './undo-changes.ts';
export { moneyText } from './values/money-text.ts';
