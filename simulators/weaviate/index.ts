export { startWeaviateSimulator, weaviateKey } from './start-weaviate-simulator.ts';
