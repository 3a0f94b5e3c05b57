import { z } from 'zod';
import { simulatorKeys, startModelsSimulator } from '../../simulators/models/index.ts';

export type Vendor = 'anthropic' | 'openai';

/** The models that the tests ask for; the price table knows both. */
export const vendorModels = { anthropic: 'claude-sonnet-5-5', openai: 'gpt-6.1-sol' } as const;

const Received = z.object({
  requests: z.array(z.object({ at: z.iso.datetime(), status: z.number().nullable(), body: z.unknown() })),
});
export type ReceivedRequest = z.infer<typeof Received>['requests'][number];

/** Simulators of the models' APIs, one address for each vendor as in the world. */
export interface ModelVendors {
  /** The settings by which a process of Sophia asks these vendors, in this order. */
  environment(...chain: readonly Vendor[]): Record<string, string>;
  /** Plants a fault until the next `recover`, unless it says how many `times`. */
  spoil(vendor: Vendor, fault: { kind: string } & Record<string, unknown>): Promise<void>;
  /** Forgets faults and requests. */
  recover(): Promise<void>;
  received(vendor: Vendor): Promise<readonly ReceivedRequest[]>;
  close(): Promise<void>;
}

/** Starts a simulator for each vendor on a free port; close them when the suite ends. */
export async function startModelVendors(): Promise<ModelVendors> {
  const simulators = {
    anthropic: await startModelsSimulator({ port: 0 }),
    openai: await startModelsSimulator({ port: 0 }),
  };
  async function control({ vendor, path, body }: { vendor: Vendor; path: string; body: unknown }): Promise<void> {
    const answer = await fetch(`${simulators[vendor].url}/_control/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
  }
  return {
    environment: (...chain) => ({
      SOPHIA_MODELS: chain.map((vendor) => `${vendor}:${vendorModels[vendor]}`).join(', '),
      SOPHIA_MODEL_TIMEOUT_SECONDS: '10',
      ANTHROPIC_API_KEY: simulatorKeys.anthropic,
      ANTHROPIC_BASE_URL: `${simulators.anthropic.url}/v1`,
      OPENAI_API_KEY: simulatorKeys.openai,
      OPENAI_BASE_URL: `${simulators.openai.url}/v1`,
    }),
    spoil: (vendor, fault) => control({ vendor, path: 'faults', body: { times: null, ...fault } }),
    recover: async () => {
      for (const vendor of ['anthropic', 'openai'] as const) await control({ vendor, path: 'reset', body: {} });
    },
    received: async (vendor) => {
      const answer = await fetch(`${simulators[vendor].url}/_control/requests`);
      return Received.parse(await answer.json()).requests;
    },
    close: async () => {
      await simulators.anthropic.close();
      await simulators.openai.close();
    },
  };
}
