import type { SimulatorRoute } from '../../kit/index.ts';
import type { HubspotState } from '../state.ts';
import { serve } from './call.ts';
import {
  createPipeline,
  deletePipeline,
  getPipeline,
  listPipelineAudits,
  listPipelines,
  listStageAudits,
  replacePipeline,
  updatePipeline,
} from './pipelines.ts';
import { createStage, deleteStage, getStage, listStages, updateStage } from './stages.ts';

const pipeline = '/crm/v3/pipelines/:objectType/:pipelineId';
const stage = `${pipeline}/stages/:stageId`;

export const pipelineRoutes: readonly SimulatorRoute<HubspotState>[] = [
  { method: 'GET', path: '/crm/v3/pipelines/:objectType', handler: serve(listPipelines) },
  { method: 'POST', path: '/crm/v3/pipelines/:objectType', handler: serve(createPipeline) },
  { method: 'GET', path: pipeline, handler: serve(getPipeline) },
  { method: 'PUT', path: pipeline, handler: serve(replacePipeline) },
  { method: 'PATCH', path: pipeline, handler: serve(updatePipeline) },
  { method: 'DELETE', path: pipeline, handler: serve(deletePipeline) },
  { method: 'GET', path: `${pipeline}/audit`, handler: serve(listPipelineAudits) },
  { method: 'GET', path: `${pipeline}/stages`, handler: serve(listStages) },
  { method: 'POST', path: `${pipeline}/stages`, handler: serve(createStage) },
  { method: 'GET', path: stage, handler: serve(getStage) },
  { method: 'PUT', path: stage, handler: serve(updateStage) },
  { method: 'PATCH', path: stage, handler: serve(updateStage) },
  { method: 'DELETE', path: stage, handler: serve(deleteStage) },
  { method: 'GET', path: `${stage}/audit`, handler: serve(listStageAudits) },
];
