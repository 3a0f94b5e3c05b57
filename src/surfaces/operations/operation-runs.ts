import {
  askQuestion,
  exportAnswer,
  getAnswer,
  getBattlecard,
  listCompetitors,
  listRatedQuestions,
  rateAnswer,
  shareAnswer,
} from '#modules/assistant';
import { listBatchItems, playerAddressOf, resolveCall, submitBatch } from '#modules/calls';
import {
  decideByReference,
  getPolicy,
  listChangeSets,
  proposeSetup,
  rejectDuplicate,
  setPolicy,
  tryPolicy,
  undoByReference,
} from '#modules/changesets';
import { listCommitments, settleCommitment } from '#modules/commitments';
import { resolveContradiction } from '#modules/contradictions';
import { getDocument, listDocuments } from '#modules/documents';
import {
  compareAnalyses,
  compareInsights,
  getMethods,
  getPassage,
  getReport,
  listAnalyses,
  publishMethods,
  searchInCall,
  tryMethods,
} from '#modules/insights';
import { findEvent, listEvents, listSyncCursors, requestBackfill, requestSync, retryEvent } from '#modules/intake';
import {
  configureChannelPolicy,
  configureNotifications,
  getNotificationSettings,
  listChannelPolicies,
  listNotifications,
  retryNotifications,
} from '#modules/notifications';
import { listPeople, moveIdentity } from '#modules/people';
import { getForecast, getPipeline, getWaterfall, listQuotas, removeQuota, setQuota } from '#modules/pipeline';
import { getSearchStatus } from '#modules/search';
import { rotateSecrets, unmaskText } from '#modules/secrets';
import { addTracker, listTrackers, previewTracker } from '#modules/trackers';
import { exportAudit, listAudit, verifyAudit } from '#modules/trail';
import { listTriggers } from '#modules/triggers';
import {
  changeUser,
  createKey,
  endSession,
  getTeam,
  getTerritory,
  getUser,
  linkChatUser,
  listChatLinks,
  listKeys,
  listRoles,
  listSessions,
  listTeams,
  listTerritories,
  listUsers,
  revokeKey,
  rotateKey,
  setTeam,
  setTerritory,
  unlinkChatUser,
} from '#modules/users';
import { getLimits, publishLimits, tryLimits } from '#modules/warnings';
import {
  addWebhook,
  enableWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhooks,
  removeWebhook,
  replayWebhooks,
  rotateWebhookSecret,
  testWebhook,
} from '#modules/webhooks';

import { getWorkspace } from '#modules/workspaces';
import type { OperationName } from '#surfaces/local';
import { closeNamedChannel, listNamedChannels, openNamedChannel, renameNamedChannel } from './account-channels.ts';
import { checkConnections } from './check-connections.ts';
import { correctCallMatch } from './correct-call-match.ts';
import { countBackfill } from './count-backfill.ts';
import { explainRecordField } from './explain-record-field.ts';
import { findCalls } from './find-calls.ts';
import { giveNewLink } from './give-new-link.ts';
import { inviteToAccount } from './invite-to-account.ts';
import { dropDocument, keepDocument } from './keep-document.ts';
import { listDeals } from './list-deals.ts';
import { listNamedContradictions } from './list-named-contradictions.ts';
import { listNamedWarnings } from './list-named-warnings.ts';
import { listPairs } from './list-pairs.ts';
import type { OperationRun } from './operation-call.ts';
import { proposeChanges } from './propose-changes.ts';
import { proposeMerge } from './propose-merge.ts';
import { readSyncLog } from './read-sync-log.ts';
import { reindexSearch, searchAll } from './search-all.ts';
import { showCallMatch } from './show-call-match.ts';
import { showChange } from './show-change.ts';
import { showDeal } from './show-deal.ts';
import { showDealAsOf } from './show-deal-as-of.ts';
import { showLedger } from './show-ledger.ts';
import { showWarning } from './show-warning.ts';
import { watchBatch } from './watch-batch.ts';

type OperationRuns = { readonly [Name in OperationName]: OperationRun<Name> };

/** How each operation is done: by a verb of the modules. */
export const operationRuns: OperationRuns = {
  'batches.submit': submitBatch,
  'batches.watch': watchBatch,
  'batches.items': listBatchItems,
  'calls.list': findCalls,
  'calls.resolve': resolveCall,
  'calls.search': searchInCall,
  'passages.get': getPassage,
  'analyses.list': listAnalyses,
  'analyses.compare': compareAnalyses,
  'reports.get': getReport,
  'reports.compare': async (call) => ({ comparison: await compareInsights(call) }),
  'reports.listen': async ({ ctx, input: { callId, momentsMs } }) => ({
    addresses: momentsMs.map(await playerAddressOf({ ctx, callId })),
  }),
  'trackers.list': listTrackers,
  'trackers.add': addTracker,
  'trackers.preview': previewTracker,
  'methods.try': tryMethods,
  'methods.get': ({ ctx }) => getMethods({ ctx }),
  'methods.publish': publishMethods,
  'workspace.get': getWorkspace,
  'health.check': ({ health }) => health.check(),
  'ledger.get': showLedger,
  'inbox.list': listEvents,
  'inbox.get': findEvent,
  'inbox.retry': retryEvent,
  'triggers.list': listTriggers,
  'sync.status': listSyncCursors,
  'sync.now': requestSync,
  'sync.count': countBackfill,
  'sync.backfill': requestBackfill,
  'connections.check': checkConnections,
  'notifications.list': listNotifications,
  'notifications.retry': retryNotifications,
  'notifications.settings': getNotificationSettings,
  'notifications.configure': configureNotifications,
  'channels.list': listNamedChannels,
  'channels.open': openNamedChannel,
  'channels.rename': renameNamedChannel,
  'channels.close': closeNamedChannel,
  'channels.policies': listChannelPolicies,
  'channels.policy': configureChannelPolicy,
  'changes.list': ({ ctx, input: { state, ...rest } }) =>
    listChangeSets({ ctx, input: state === null ? rest : { ...rest, state } }),
  'changes.get': showChange,
  'changes.decide': decideByReference,
  'changes.propose': proposeChanges,
  'changes.undo': undoByReference,
  'changes.explain': explainRecordField,
  'changes.log': readSyncLog,
  'policy.get': getPolicy,
  'policy.set': setPolicy,
  'policy.try': tryPolicy,
  'setup.propose': proposeSetup,
  'duplicates.list': listPairs,
  'duplicates.propose': proposeMerge,
  'duplicates.dismiss': rejectDuplicate,
  'people.list': listPeople,
  'people.move': moveIdentity,
  'matches.get': showCallMatch,
  'matches.correct': correctCallMatch,
  'commitments.list': ({ ctx, input }) => listCommitments({ ctx, input: { ...input, dealRecordId: null } }),
  'commitments.settle': settleCommitment,
  'contradictions.list': listNamedContradictions,
  'contradictions.resolve': resolveContradiction,
  'warnings.list': listNamedWarnings,
  'warnings.get': showWarning,
  'warnings.try': ({ ctx, input, signal }) => tryLimits({ ctx: { ...ctx, signal }, input }),
  'warnings.limits': ({ ctx }) => getLimits({ ctx }),
  'warnings.publish': publishLimits,
  'deals.list': listDeals,
  'deals.get': showDeal,
  'deals.asOf': showDealAsOf,
  'pipeline.get': getPipeline,
  'pipeline.waterfall': getWaterfall,
  'pipeline.forecast': getForecast,
  'quotas.list': listQuotas,
  'quotas.set': setQuota,
  'quotas.remove': removeQuota,
  'users.list': listUsers,
  'users.get': getUser,
  'users.invite': inviteToAccount,
  'users.link': giveNewLink,
  'users.change': changeUser,
  'users.chat-links': listChatLinks,
  'users.chat-link': linkChatUser,
  'users.chat-unlink': unlinkChatUser,
  'users.team': setTeam,
  'teams.list': listTeams,
  'teams.get': getTeam,
  'roles.list': listRoles,
  'territories.list': listTerritories,
  'territories.get': getTerritory,
  'territories.set': setTerritory,
  'sessions.list': listSessions,
  'sessions.end': endSession,
  'keys.list': listKeys,
  'keys.create': createKey,
  'keys.rotate': rotateKey,
  'keys.revoke': revokeKey,
  'audit.list': listAudit,
  'audit.export': exportAudit,
  'audit.verify': verifyAudit,
  'secrets.rotate': rotateSecrets,
  'secrets.unmask': unmaskText,
  'webhooks.add': addWebhook,
  'webhooks.list': listWebhooks,
  'webhooks.remove': removeWebhook,
  'webhooks.enable': enableWebhook,
  'webhooks.rotate': rotateWebhookSecret,
  'webhooks.test': testWebhook,
  'webhooks.deliveries': ({ ctx, input }) => listWebhookDeliveries({ ctx, input: { ...input, before: null } }),
  'webhooks.delivery': getWebhookDelivery,
  'webhooks.replay': replayWebhooks,
  'documents.list': listDocuments,
  'documents.get': getDocument,
  'documents.add': keepDocument,
  'documents.remove': dropDocument,
  'search.run': searchAll,
  'search.status': getSearchStatus,
  'search.reindex': reindexSearch,
  'assistant.ask': ({ ctx, input, emit, signal }) => askQuestion({ ctx: { ...ctx, signal, tell: emit }, input }),
  'assistant.rate': rateAnswer,
  'assistant.show': getAnswer,
  'assistant.export': exportAnswer,
  'assistant.share': shareAnswer,
  'competitors.list': listCompetitors,
  'battlecard.get': getBattlecard,
  'assistant.list': listRatedQuestions,
};
