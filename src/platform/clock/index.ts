export { type Clock, createFixedClock, systemClock } from './clock.ts';
