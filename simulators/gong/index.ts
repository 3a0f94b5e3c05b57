export { gongKey } from './guard.ts';
export { startGongSimulator } from './start-gong-simulator.ts';
