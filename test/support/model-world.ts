import { z } from 'zod';
import { type AnalysisInput, Findings, type Transcript } from '#contracts';
import { systemClock } from '#platform/clock';
import { createHttpClient } from '#platform/http-client';
import {
  createMemoryLedger,
  createModelGateway,
  type ModelGateway,
  type ModelGatewaySettings,
  ModelSettings,
} from '#platform/llm';
import { createMemoryLog } from '#platform/log';
import type { MaskedKind } from '#platform/masking';
import { simulatorKeys, startModelsSimulator } from '../../simulators/models/index.ts';
import { unknownQualification } from './usual-methods.ts';

/** What the tests of this folder share: a call, empty findings of the rules, and the simulator with a gateway to it. */
export const talk: readonly (readonly [string, 'internal' | 'external', string])[] = [
  ['Maya Okafor', 'internal', 'Thanks for joining, Ana. How do residents pay their rent at Hollis Creek today?'],
  ['Ana Ruiz', 'external', 'Mostly by check. The manual work is a real problem for us. It is not going to scale.'],
  ['Maya Okafor', 'internal', "Got it. I'll send the rollout plan by Friday. Does that work?"],
  ['Ana Ruiz', 'external', "Yes. I don't see the price as too expensive, but the budget needs approval from our CFO."],
  ['Maya Okafor', 'internal', 'Understood. Who else should be on the next call?'],
  ['Ana Ruiz', 'external', "Our CFO, and I will bring our numbers. Let's talk about the contract then."],
];

export type Trackers = AnalysisInput['settings']['trackers'];

export function inputOf(lines: typeof talk, trackers: Trackers = []): AnalysisInput {
  const turns = lines.map(([speaker, side, text], turn) => ({
    turn,
    speaker,
    side,
    text,
    startMs: null,
    endMs: null,
    cues: [],
  }));
  const transcript: Transcript = {
    format: 'plain-text',
    externalId: null,
    title: 'Hollis Creek: discovery',
    startedAt: null,
    date: '2026-09-14',
    timeZone: 'America/Chicago',
    parties: [],
    turns,
    warnings: [],
  };
  const settings = { currency: 'USD', competitors: [], products: [], trackers, lexicons: {} };
  return { transcript, settings };
}

export function baseFindings(): Findings {
  const score = { score: 0.1, label: 'neutral' as const, sentences: 12 };
  return Findings.parse({
    brief: [],
    keyPoints: [],
    outcome: null,
    topics: [{ name: 'payments', share: 1, basis: 'words', segments: [{ fromTurn: 0, toTurn: 5 }], evidence: [] }],
    sentiment: { overall: score, sides: [], course: [], turningPoints: [] },
    objections: [],
    buyingSignals: [],
    questions: [],
    commitments: [],
    decisions: [],
    problems: [],
    mentions: { competitors: [], products: [], people: [], amounts: [], dates: [] },
    stage: { value: 'unknown', confidence: 0, evidence: [] },
    risks: [],
    gaps: [{ kind: 'single_threaded', message: 'One buyer spoke.', lookedFor: 'external speakers' }],
    ...unknownQualification(),
    interaction: {
      basis: 'words',
      durationMs: null,
      words: 80,
      turns: 6,
      speakers: [],
      sides: [],
      interactivity: 6,
      speakerChanges: 5,
      overlapMs: null,
      silenceMs: null,
      longestSilenceMs: null,
    },
    coaching: [],
    trackers: [],
    flags: [],
    abstentions: [],
  });
}

export type VendorName = 'anthropic' | 'openai';

export interface ModelWorld {
  gateway(vendors: readonly VendorName[], capMicroUsd?: number | null): ModelGateway;
  /** A gateway to one model that is sent nothing of these kinds. */
  maskingGateway(mask: readonly MaskedKind[]): ModelGateway;
  control(path: string, body?: unknown): Promise<void>;
  received(): Promise<z.infer<typeof Received>['requests']>;
  close(): Promise<void>;
}

const Received = z.object({ requests: z.array(z.object({ status: z.number().nullable(), body: z.unknown() })) });
const modelNames = { anthropic: 'claude-sonnet-5-5', openai: 'gpt-6.1-sol' } as const;

/** Starts a simulator of the models' APIs on a free port; close it when the suite ends. */
export async function openModelWorld(): Promise<ModelWorld> {
  const simulator = await startModelsSimulator({ port: 0 });
  const httpClient = createHttpClient({ clock: systemClock, random: () => 0 });
  const baseUrl = `${simulator.url}/v1`;
  function modelOf(vendor: VendorName): ModelSettings {
    return ModelSettings.parse({ vendor, model: modelNames[vendor], apiKey: simulatorKeys[vendor], baseUrl });
  }
  function settingsWith(capMicroUsd: number | null): Omit<ModelGatewaySettings, 'models'> {
    const budget = { capMicroUsd, capUnpricedTokens: null, ledger: createMemoryLedger() };
    return { httpClient, budget, log: createMemoryLog(), retries: 0 };
  }
  return {
    gateway: (vendors, capMicroUsd = null) =>
      createModelGateway({ ...settingsWith(capMicroUsd), models: vendors.map(modelOf) }),
    maskingGateway: (mask) => createModelGateway({ ...settingsWith(null), models: [modelOf('anthropic')], mask }),
    control: async (path, body = {}) => {
      const answer = await fetch(`${simulator.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
      if (answer.status !== 200) throw new Error(await answer.text());
    },
    received: async () => {
      const answer = await fetch(`${simulator.url}/_control/requests`);
      return Received.parse(await answer.json()).requests;
    },
    close: async () => {
      httpClient.close();
      await simulator.close();
    },
  };
}
