export { configureWorkspace } from './configure-workspace.ts';
export { findWorkspace } from './find-workspace.ts';
export { getPublishedSettings } from './get-published-settings.ts';
export { getWorkspace } from './get-workspace.ts';
export { publishSettings } from './publish-settings.ts';
export { partOf, versionOf } from './settings-parts.ts';
export { publishedSettings } from './tables.ts';
