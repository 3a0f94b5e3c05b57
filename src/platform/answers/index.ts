export { checkOnce, freezeChecked, freezeKept, type WrittenJson, writeJson } from './freeze-kept.ts';
