import type { ModelGatewaySettings } from './model-gateway-settings.ts';
import type { ModelSettings } from './model-settings.ts';

/** A model of a provider that embeds: those of OpenAI, and of whatever speaks as OpenAI does. */
export type EmbeddingModelSettings = Exclude<ModelSettings, { readonly vendor: 'anthropic' }>;

export interface EmbeddingGatewaySettings extends Omit<ModelGatewaySettings, 'models' | 'timeoutMs' | 'retries'> {
  readonly model: EmbeddingModelSettings;
  readonly dimensions: number;
}
