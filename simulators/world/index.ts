export { generateWorld } from './generate-world.ts';
