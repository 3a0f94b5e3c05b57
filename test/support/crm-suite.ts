import type { Crm } from '#contracts';
import type { Actor, ConnectedContext, Connection } from '#platform/context';
import { createIds } from '#platform/ids';
import { type DatabaseSuite, databaseForSuite } from './database-for-suite.ts';
import { type HubspotPortal, openHubspotPortal } from './hubspot-portal.ts';
import type { TestContext } from './test-context.ts';

export type CrmTestContext = ConnectedContext & Pick<TestContext, 'log'>;

export interface CrmSuite extends DatabaseSuite {
  readonly portal: HubspotPortal;
  /** A context in a workspace that nothing else uses, connected to the portal and by its clock. */
  freshContext(options?: { readonly actor?: Actor; readonly crm?: Crm }): Promise<CrmTestContext>;
}

const system: Actor = { type: 'system', component: 'test' };
const off = { state: 'off', reason: 'A test without it.', action: 'Nothing.' } as const;

/** The database of the test process with a HubSpot beside it. Called at the top of a test file. */
export async function crmSuite(): Promise<CrmSuite> {
  const suite = await databaseForSuite();
  const portal = await openHubspotPortal();
  return {
    ...suite,
    portal,
    freshContext: async (options = {}) => {
      const { actor = system, crm = portal.crm } = options;
      const connection: Connection<Crm> = { state: 'on', client: crm, simulated: true };
      const ctx = suite.createContext({ workspaceId: await suite.createWorkspace(), actor });
      const { clock } = portal;
      return { ...ctx, clock, ids: createIds(clock), connections: { crm: connection, calls: off, chat: off } };
    },
  };
}
