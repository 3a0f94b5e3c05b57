import type { SimulatorRoute } from '../../kit/index.ts';
import type { HubspotState } from '../state.ts';
import { serve } from './call.ts';
import {
  archiveProperty,
  batchArchiveProperties,
  batchCreateProperties,
  batchReadProperties,
  createProperty,
  getProperty,
  listProperties,
  updateProperty,
} from './properties.ts';
import { archiveGroup, createGroup, getGroup, listGroups, updateGroup } from './property-groups.ts';

const properties = '/crm/v3/properties/:objectType';

export const propertyRoutes: readonly SimulatorRoute<HubspotState>[] = [
  { method: 'GET', path: properties, handler: serve(listProperties) },
  { method: 'POST', path: properties, handler: serve(createProperty) },
  { method: 'GET', path: `${properties}/:propertyName`, handler: serve(getProperty) },
  { method: 'PATCH', path: `${properties}/:propertyName`, handler: serve(updateProperty) },
  { method: 'DELETE', path: `${properties}/:propertyName`, handler: serve(archiveProperty) },
  { method: 'POST', path: `${properties}/batch/read`, readOnly: true, handler: serve(batchReadProperties) },
  { method: 'POST', path: `${properties}/batch/create`, handler: serve(batchCreateProperties) },
  { method: 'POST', path: `${properties}/batch/archive`, handler: serve(batchArchiveProperties) },
  { method: 'GET', path: `${properties}/groups`, handler: serve(listGroups) },
  { method: 'POST', path: `${properties}/groups`, handler: serve(createGroup) },
  { method: 'GET', path: `${properties}/groups/:groupName`, handler: serve(getGroup) },
  { method: 'PATCH', path: `${properties}/groups/:groupName`, handler: serve(updateGroup) },
  { method: 'DELETE', path: `${properties}/groups/:groupName`, handler: serve(archiveGroup) },
];
