import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Has every connection of this process trust the authorities of a file (PEM) beside those of Node. */
export function trustAuthorities(file: string | null): void {
  if (file === null) return;
  setDefaultCACertificates([...getCACertificates('default'), ...readCertificates(file)]);
}

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a file; none where it cannot be read or holds none. */
export function readCertificates(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(certificate) ?? [];
  } catch {
    return [];
  }
}
