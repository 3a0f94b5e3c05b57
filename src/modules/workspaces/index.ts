export { commandIn } from './command-in.ts';
export { configureWorkspace } from './configure-workspace.ts';
export { findWorkspace } from './find-workspace.ts';
export { getWorkspace } from './get-workspace.ts';
