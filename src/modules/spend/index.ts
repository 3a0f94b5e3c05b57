export { createSpendLedger } from './create-spend-ledger.ts';
export { modelUsage } from './tables.ts';
