export { asData, fromData } from './as-data.ts';
export { addBilled, type Billed, nothingBilled } from './billed.ts';
export type { BudgetSettings, SpendEntry, SpendLedger, SpendTotal } from './budget.ts';
export { chooseModels, type ModelChoices } from './choose-models.ts';
export { createEmbeddingGateway } from './create-embedding-gateway.ts';
export { createModelGateway } from './create-model-gateway.ts';
export type { EmbeddingGateway } from './embedding-gateway.ts';
export type { EmbeddingGatewaySettings, EmbeddingModelSettings } from './embedding-gateway-settings.ts';
export type { ReusedAnswer } from './kept-answers.ts';
export { createMemoryLedger } from './memory-ledger.ts';
export { ModelChainFailed } from './model-chain-failed.ts';
export type {
  CostEstimate,
  EstimateRequest,
  ModelFailure,
  ModelFailureCode,
  ModelGateway,
  ModelGatewayOff,
  ModelGatewayOn,
  ModelUsage,
  ObjectAnswer,
  ObjectRequest,
  OfferedTool,
  ToolCall,
  ToolRequest,
} from './model-gateway.ts';
export type { AskedModel, ModelGatewaySettings } from './model-gateway-settings.ts';
export { ModelSettings, type ModelSettingsInput, providerName } from './model-settings.ts';
export { costMicroUsd, type ModelPrice, modelPrices, priceFor } from './prices.ts';
