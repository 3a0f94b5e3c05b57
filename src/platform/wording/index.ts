export { createPaint, type Paint } from './create-paint.ts';
export { describeActor } from './describe-actor.ts';
export { describeOrigin } from './describe-origin.ts';
export { describeResource } from './describe-resource.ts';
export { displayWidth, fitted, wrapped } from './display-width.ts';
export {
  formatClock,
  formatCount,
  formatDay,
  formatInstant,
  formatLength,
  formatMoney,
  formatNumber,
  formatScore,
  formatShare,
  formatShortDay,
  formatStart,
} from './format-values.ts';
export { gapWords } from './gap-words.ts';
export { type Column, layOutTable, noInk } from './lay-out-table.ts';
export { renderTable, type TableColumn } from './render-table.ts';
export { oneLine, visibleParts, visibleText } from './visible-text.ts';
