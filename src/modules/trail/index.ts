export { exportAudit } from './export-audit.ts';
export { listAudit } from './list-audit.ts';
export { noteSettings } from './note-settings.ts';
export { verifyAudit } from './verify-audit.ts';
