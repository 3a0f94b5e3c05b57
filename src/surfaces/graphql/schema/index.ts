export { buildGraphSchema } from './build-graph-schema.ts';
