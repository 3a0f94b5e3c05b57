export { createLog, type LogOptions } from './create-log.ts';
export { type Log, type LogFields, type LogLevel, logLevels } from './log.ts';
export { createMemoryLog, type LoggedLine } from './memory-log.ts';
export { redactString } from './redact.ts';
