import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assistantInteractions, assistantStops, assistantUnderWay } from '#modules/assistant';
import { callSources, calls, callVersions, importBatches, importItems, leftWords, turns } from '#modules/calls';
import { approvalDecisions, changeMoveRecords, changeSets, changes, crmSyncLog } from '#modules/changesets';
import { commitments } from '#modules/commitments';
import { callStatements, contradictions } from '#modules/contradictions';
import {
  crmActivities,
  crmAssociations,
  crmDefinitions,
  crmDetails,
  crmDuplicates,
  crmNotes,
  crmPropertyChanges,
  crmRecords,
} from '#modules/crm';
import { workspaceDocuments } from '#modules/documents';
import { analyses, claims, refusedClaims } from '#modules/insights';
import { inboxEvents, syncCursors, takenDeliveries } from '#modules/intake';
import { drifts, ledgerItems } from '#modules/ledger';
import { callLinks, callMatches } from '#modules/matching';
import { chatChannels, chatInteractions, chatUsers, notificationSettings, notifications } from '#modules/notifications';
import { identities, people } from '#modules/people';
import { pipelineForecasts, pipelinePositions, pipelineQuotas, pipelineSnapshots } from '#modules/pipeline';
import {
  searchChanges,
  searchChunks,
  searchDocuments,
  searchModels,
  searchPending,
  searchStored,
  searchStores,
  searchVectors,
} from '#modules/search';
import { vendorKeys, vendorTokens } from '#modules/secrets';
import { modelUsage } from '#modules/spend';
import { trackers } from '#modules/trackers';
import {
  apiKeys,
  chatAccounts,
  sessions,
  signInFailures,
  signingKeys,
  teamMembers,
  teams,
  territories,
  territoryMembers,
  userLinks,
  users,
} from '#modules/users';
import { dealWarnings } from '#modules/warnings';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '#modules/webhooks';
import { publishedSettings } from '#modules/workspaces';
import { cacheMarks } from '#platform/cache';
import {
  artifacts,
  auditHeads,
  auditRecords,
  dueWork,
  effects,
  outbox,
  vendorDays,
  vendorTurns,
  workflowExecutors,
  workspaces,
} from '#platform/db';
import { requestKeys } from '#platform/request-keys';
import { getTableColumns, getTableName } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';

const suite = await databaseForSuite();

const tables = {
  analyses,
  apiKeys,
  chatAccounts,
  approvalDecisions,
  artifacts,
  assistantInteractions,
  assistantStops,
  assistantUnderWay,
  auditHeads,
  auditRecords,
  cacheMarks,
  callLinks,
  callMatches,
  callSources,
  callStatements,
  callVersions,
  calls,
  changeMoveRecords,
  changeSets,
  changes,
  chatChannels,
  chatInteractions,
  chatUsers,
  claims,
  commitments,
  contradictions,
  crmActivities,
  crmAssociations,
  crmDefinitions,
  crmDetails,
  crmDuplicates,
  crmNotes,
  crmPropertyChanges,
  crmRecords,
  crmSyncLog,
  dealWarnings,
  drifts,
  dueWork,
  effects,
  identities,
  importBatches,
  importItems,
  inboxEvents,
  ledgerItems,
  leftWords,
  modelUsage,
  notificationSettings,
  notifications,
  outbox,
  people,
  pipelineForecasts,
  pipelinePositions,
  pipelineQuotas,
  pipelineSnapshots,
  publishedSettings,
  refusedClaims,
  requestKeys,
  sessions,
  signInFailures,
  signingKeys,
  searchChanges,
  searchChunks,
  searchDocuments,
  searchModels,
  searchPending,
  searchStored,
  searchStores,
  searchVectors,
  syncCursors,
  takenDeliveries,
  teamMembers,
  teams,
  territories,
  territoryMembers,
  trackers,
  turns,
  userLinks,
  users,
  vendorKeys,
  vendorTokens,
  vendorDays,
  vendorTurns,
  webhookAttempts,
  webhookDeliveries,
  webhookEndpoints,
  workflowExecutors,
  workspaceDocuments,
  workspaces,
};

/** What belongs to the machinery and to no company. */
const withoutWorkspace = new Set(['vendor_days', 'vendor_turns', 'workflow_executors', 'workspaces']);

describe('the tables', () => {
  it('are in the code as the migrations make them', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables });
  });

  it('are all in the code', async () => {
    const answer = await suite.database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_name <> 'sophia_migrations'`,
    );
    assert.deepEqual(answer.rows.map(({ name }) => name).sort(), Object.values(tables).map(getTableName).sort());
  });

  it('belong to a workspace', () => {
    for (const table of Object.values(tables)) {
      const names = Object.values(getTableColumns(table)).map((column) => column.name);
      assert.equal(
        names.includes('workspace_id'),
        !withoutWorkspace.has(getTableName(table)),
        `workspace_id of ${getTableName(table)}`,
      );
    }
  });
});
