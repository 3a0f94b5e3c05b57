export { type ModelsSimulator, simulatorKeys, startModelsSimulator } from './start-models-simulator.ts';
