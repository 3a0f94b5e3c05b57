import type { SimulatorRoute } from '../kit/index.ts';
import { getAccountDetails, getApiUsage } from './api/account.ts';
import { createLabel, deleteLabel, listLabels, updateLabel } from './api/association-labels.ts';
import { deleteAssociation, listAssociations, putAssociation, putDefaultAssociation } from './api/associations.ts';
import {
  batchArchiveAssociations,
  batchArchiveLabels,
  batchAssociateDefault,
  batchCreateAssociations,
  batchReadAssociations,
} from './api/batch-associations.ts';
import { batchArchive, batchCreate, batchRead, batchUpdate, batchUpsert } from './api/batch-objects.ts';
import { serve } from './api/call.ts';
import { oauthRoutes } from './api/oauth-routes.ts';
import {
  archiveObject,
  createObject,
  getObject,
  listObjects,
  mergeObjects,
  privacyDelete,
  searchObjects,
  updateObject,
} from './api/objects.ts';
import { getOwner, listOwners } from './api/owners.ts';
import { pipelineRoutes } from './api/pipeline-routes.ts';
import { propertyRoutes } from './api/property-routes.ts';
import { webhookRoutes } from './api/webhook-routes.ts';
import type { HubspotState } from './state.ts';

type Route = SimulatorRoute<HubspotState>;

/** Every address of HubSpot that there is. `coverage.ts` says who judges each of them. */
export const routes: readonly Route[] = [
  ...objectRoutes('/crm/v3/objects', false),
  ...objectRoutes('/crm/objects/2026-03', false),
  ...objectRoutes('/crm/objects/2026-09', true),
  ...tieRoutes('/crm/v4/objects'),
  ...tieRoutes('/crm/objects/2026-09'),
  ...associationRoutes('/crm/v4/associations'),
  ...associationRoutes('/crm/associations/2026-09'),
  ...labelRoutes('/crm/v4/associations'),
  ...labelRoutes('/crm/associations/v4'),
  ...labelRoutes('/crm/associations/2026-09'),
  ...propertyRoutes,
  ...pipelineRoutes,
  { method: 'GET', path: '/crm/v3/owners', handler: serve(listOwners) },
  { method: 'GET', path: '/crm/v3/owners/', handler: serve(listOwners) },
  { method: 'GET', path: '/crm/v3/owners/:ownerId', handler: serve(getOwner) },
  { method: 'GET', path: '/account-info/v3/details', handler: serve(getAccountDetails) },
  { method: 'GET', path: '/account-info/v3/api-usage/daily/private-apps', handler: serve(getApiUsage) },
  ...oauthRoutes,
  ...webhookRoutes,
];

function objectRoutes(prefix: string, holdsPortalRules: boolean): Route[] {
  const all = `${prefix}/:objectType`;
  const one = `${all}/:objectId`;
  const rules = { holdsPortalRules };
  return [
    { method: 'GET', path: all, handler: serve(listObjects, rules) },
    { method: 'POST', path: all, handler: serve(createObject, rules) },
    { method: 'GET', path: one, handler: serve(getObject, rules) },
    { method: 'PATCH', path: one, handler: serve(updateObject, rules) },
    { method: 'DELETE', path: one, handler: serve(archiveObject, rules) },
    { method: 'POST', path: `${all}/search`, readOnly: true, handler: serve(searchObjects, rules) },
    { method: 'POST', path: `${all}/batch/read`, readOnly: true, handler: serve(batchRead, rules) },
    { method: 'POST', path: `${all}/batch/create`, handler: serve(batchCreate, rules) },
    { method: 'POST', path: `${all}/batch/update`, handler: serve(batchUpdate, rules) },
    { method: 'POST', path: `${all}/batch/upsert`, handler: serve(batchUpsert, rules) },
    { method: 'POST', path: `${all}/batch/archive`, handler: serve(batchArchive, rules) },
    { method: 'POST', path: `${all}/merge`, handler: serve(mergeObjects, rules) },
    { method: 'POST', path: `${all}/gdpr-delete`, handler: serve(privacyDelete, rules) },
  ];
}

/** The ties of one record. */
function tieRoutes(prefix: string): Route[] {
  const from = `${prefix}/:objectType/:objectId/associations`;
  return [
    { method: 'GET', path: `${from}/:toObjectType`, handler: serve(listAssociations) },
    { method: 'PUT', path: `${from}/:toObjectType/:toObjectId`, handler: serve(putAssociation) },
    { method: 'DELETE', path: `${from}/:toObjectType/:toObjectId`, handler: serve(deleteAssociation) },
    { method: 'PUT', path: `${from}/default/:toObjectType/:toObjectId`, handler: serve(putDefaultAssociation) },
  ];
}

function associationRoutes(prefix: string): Route[] {
  const batch = `${prefix}/:objectType/:toObjectType/batch`;
  return [
    { method: 'POST', path: `${batch}/read`, readOnly: true, handler: serve(batchReadAssociations) },
    { method: 'POST', path: `${batch}/create`, handler: serve(batchCreateAssociations) },
    { method: 'POST', path: `${batch}/associate/default`, handler: serve(batchAssociateDefault) },
    { method: 'POST', path: `${batch}/archive`, handler: serve(batchArchiveAssociations) },
    { method: 'POST', path: `${batch}/labels/archive`, handler: serve(batchArchiveLabels) },
  ];
}

function labelRoutes(prefix: string): Route[] {
  const labels = `${prefix}/:objectType/:toObjectType/labels`;
  return [
    { method: 'GET', path: labels, handler: serve(listLabels) },
    { method: 'POST', path: labels, handler: serve(createLabel) },
    { method: 'PUT', path: labels, handler: serve(updateLabel) },
    { method: 'DELETE', path: `${labels}/:associationTypeId`, handler: serve(deleteLabel) },
  ];
}
