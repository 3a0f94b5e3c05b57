export { type DatabaseTls, databaseTls, sslModes } from './database-tls.ts';
export { isLoopback } from './is-loopback.ts';
export { mayBePlain } from './may-be-plain.ts';
export { readCertificates, trustAuthorities } from './trust-authorities.ts';
