export { hashOf, loadArtifact, storeArtifact } from './artifacts.ts';
