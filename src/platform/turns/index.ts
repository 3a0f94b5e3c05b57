export { createDayBudget } from './create-day-budget.ts';
export { createSharedTurns } from './create-shared-turns.ts';
