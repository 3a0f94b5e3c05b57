export { checkOnce, freezeKept, type WrittenJson, writeJson } from './freeze-kept.ts';
