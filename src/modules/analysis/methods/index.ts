export { checkMethods, type MethodFault } from './check-methods.ts';
export { chooseMethods, describeMethods, elementNames, meaningOf, voiceOf } from './choose-methods.ts';
export { type KnownElement, knownMethods } from './known-methods.ts';
