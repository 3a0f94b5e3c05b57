export { pineconeKey, startPineconeSimulator } from './start-pinecone-simulator.ts';
