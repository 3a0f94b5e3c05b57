import type { World } from '../../world/schema.ts';
import { allScopes } from '../api/scopes.ts';
import { installedRefreshToken } from '../portal.ts';
import { byObjectType, defaultGroups, defaultProperties } from '../properties/default-properties.ts';
import type { HubspotState, Owner, Pipeline } from '../state.ts';
import { defaultSubscriptions } from '../webhooks/default-subscriptions.ts';
import { addWorldRecords } from './add-world-records.ts';
import { leadPipeline } from './lead-pipeline.ts';

/** Ids of a portal are long numbers; these are counted from here on. */
const firstId = 30_000_000_000;

/** The portal as the world has it on the day that it is seen from. */
export function initialState(world: World): HubspotState {
  const foundedAtMs = foundedAt(world);
  const state: HubspotState = {
    portal: {
      name: world.company.name,
      domain: world.company.domain,
      timeZone: world.company.timeZone,
      currency: world.company.currency,
    },
    lastId: firstId,
    records: byObjectType(() => ({})),
    pending: [],
    worldIds: {},
    associations: {},
    labels: [],
    properties: defaultProperties(foundedAtMs),
    groups: defaultGroups(),
    owners: ownersOf(world, foundedAtMs),
    pipelines: {
      ...byObjectType((): Pipeline[] => []),
      deals: pipelinesOf(world, foundedAtMs),
      leads: [leadPipeline(foundedAtMs)],
    },
    pipelineAudits: [],
    conditionalRules: wonStages(world).map((whenValue) => ({
      objectType: 'deals',
      whenProperty: 'dealstage',
      whenValue,
      requiredProperty: 'closedate',
    })),
    requiredOnCreate: { ...byObjectType((): string[] => []), deals: ['dealname', 'dealstage'], companies: ['name'] },
    scopes: [...allScopes],
    authorizationCodes: {},
    refreshTokens: { [installedRefreshToken]: [...allScopes] },
    accessTokens: [],
    searchLagMs: 0,
    webhooks: {
      maxConcurrentRequests: 10,
      createdAtMs: foundedAtMs,
      updatedAtMs: foundedAtMs,
      subscriptions: defaultSubscriptions(foundedAtMs),
      typeField: 'subscriptionType',
    },
    usage: { day: '', count: 0 },
  };
  addWorldRecords(state, world);
  return state;
}

/** A portal is older than everything in it. */
function foundedAt(world: World): number {
  const instants = [...world.accounts, ...world.deals].map(({ createdAt }) => Date.parse(createdAt));
  return instants.reduce((first, atMs) => Math.min(first, atMs), Date.parse(world.today)) - 86_400_000;
}

function ownersOf(world: World, createdAtMs: number): Owner[] {
  return world.employees.flatMap((employee, place) => {
    if (employee.hubspotOwnerId === null) return [];
    return [
      {
        id: employee.hubspotOwnerId,
        userId: Number(employee.hubspotUserId ?? 7_000_001 + place),
        email: employee.email,
        firstName: employee.firstName,
        lastName: employee.lastName,
        employeeKey: employee.key,
        createdAtMs,
        archivedFromMs: employee.leftAt === null ? null : Date.parse(employee.leftAt),
        teams: teamsOf(employee),
      },
    ];
  });
}

function teamsOf({ role }: World['employees'][number]): Owner['teams'] {
  switch (role) {
    case 'representative':
    case 'manager':
      return [{ id: '8200001', name: 'Sales', primary: true }];
    case 'customer_success':
      return [{ id: '8200002', name: 'Customer Success', primary: true }];
    case 'executive':
    case 'revenue_operations':
      return [];
  }
}

function pipelinesOf(world: World, createdAtMs: number): Pipeline[] {
  const times = { createdAtMs, updatedAtMs: createdAtMs, archived: false };
  return world.pipelines.map(({ id, label, stages }, displayOrder) => ({
    id,
    label,
    displayOrder,
    ...times,
    stages: stages.map((stage) => ({
      id: stage.id,
      label: stage.label,
      displayOrder: stage.displayOrder,
      metadata: { isClosed: String(stage.isClosed), probability: stage.probability.toFixed(1) },
      ...times,
    })),
  }));
}

function wonStages(world: World): string[] {
  return world.pipelines.flatMap(({ stages }) => stages.filter(({ isWon }) => isWon).map(({ id }) => id));
}
