import { isLoopback } from './is-loopback.ts';

/** Whether an address may be reached without TLS: it is on this machine, or its host is named, with or without port. */
export function mayBePlain({ url, plainHosts }: { url: URL; plainHosts: readonly string[] }): boolean {
  const host = url.hostname.toLowerCase();
  if (isLoopback(host)) return true;
  const named = plainHosts.map((one) => one.toLowerCase());
  return named.includes(host) || named.includes(url.host.toLowerCase());
}
