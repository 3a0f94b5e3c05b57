export { openidClient, startOpenidSimulator } from './start-openid-simulator.ts';
