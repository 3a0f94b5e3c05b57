import { SophiaError } from '#platform/errors';

type VendorCode =
  | 'vendor.unauthorized'
  | 'vendor.rate-limited'
  | 'vendor.timeout'
  | 'vendor.unavailable'
  | 'vendor.refused';

export interface AnsweredWith {
  readonly host: string;
  readonly status: number;
  /** What the vendor said in its error body, as far as it may be shown; null where nothing could be read. */
  readonly reason: string | null;
}

/** Returns the named error for an answer that is not a success. */
export function errorForResponse({ host, status, reason }: AnsweredWith): SophiaError {
  const said = reason === null ? '' : `, saying: ${reason}`;
  return new SophiaError(codeForStatus(status), `Expected success from ${host}, found status ${status}${said}.`, {
    details: { host, status },
  });
}

function codeForStatus(status: number): VendorCode {
  if (status === 401 || status === 403) return 'vendor.unauthorized';
  if (status === 429) return 'vendor.rate-limited';
  if (status === 408 || status === 504 || status === 524) return 'vendor.timeout';
  return status >= 500 ? 'vendor.unavailable' : 'vendor.refused';
}
