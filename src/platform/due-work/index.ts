export { cancelWork, moveWork, scheduleOnce, scheduleWork, type WorkRequest } from './schedule-work.ts';
export { type DueWork, startTicker, type Ticker, type TickerOptions } from './start-ticker.ts';
