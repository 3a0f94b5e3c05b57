export type { ConfigFault } from './config-fault.ts';
export { renderEnvExample } from './env-example.ts';
export {
  type Config,
  type Environment,
  loadConfig,
  type ProviderAccess,
  repositoryRoot,
  type SearchConfig,
} from './load-config.ts';
export { type ModelChoice, type ModelProvider } from './model-choice.ts';
export { nearestName } from './nearest-name.ts';
export { readColumns, readConfig, readWorkingDirectory } from './read-config.ts';
export { readSettingNames } from './settings.ts';
