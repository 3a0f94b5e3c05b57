export { type AuditEntry, type AuditedResource, type AuditResult, audit } from './audit.ts';
export { recordDenial } from './record-denial.ts';
export { recordHash } from './record-hash.ts';
