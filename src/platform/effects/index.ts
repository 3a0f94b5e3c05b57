export { lookForEffects } from './look-for-effects.ts';
export { type EffectRequest, type EffectTrace, type PerformedEffect, performEffect } from './perform-effect.ts';
export { type EffectBatch, performEffects, type SentEffect } from './perform-effects.ts';
export { undoEffect } from './undo-effect.ts';
