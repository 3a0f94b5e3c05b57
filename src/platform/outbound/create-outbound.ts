import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { SophiaError } from '#platform/errors';
import { isPrivateAddress } from './is-private-address.ts';
import type { Address, Outbound, OutboundOutcome, OutboundRequest } from './outbound.ts';
import { postTo } from './post-to.ts';

export interface OutboundSettings {
  /** Hosts, each with or without a port, that may be inside and may be asked without TLS. */
  readonly privateHosts: readonly string[];
  /** From the resolution of the name to the last byte of the answer; 15 s by default. */
  readonly timeoutMs?: number;
  /** All addresses of a name; asks the system by default. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
}

const defaultTimeoutMs = 15_000;

/**
 * A name is resolved once, every address of it is checked, and the connection is made to what was checked: a name that
 * is another address a moment later leads nowhere else.
 */
export function createOutbound(settings: OutboundSettings): Outbound {
  return {
    assertAllowed: (url) => {
      const reason = reasonToRefuse({ url, settings });
      if (reason !== null) throw new SophiaError('webhook.address-refused', reason);
    },
    post: async (request) => {
      const startedAtMs = performance.now();
      const outcome = await post({ request, settings });
      return { ...outcome, durationMs: Math.round(performance.now() - startedAtMs) };
    },
  };
}

async function post({
  request,
  settings,
}: {
  request: OutboundRequest;
  settings: OutboundSettings;
}): Promise<OutboundOutcome> {
  const refused = reasonToRefuse({ url: request.url, settings });
  if (refused !== null) return { outcome: 'blocked', reason: refused, durationMs: 0 };
  const url = new URL(request.url);
  const signal = AbortSignal.timeout(settings.timeoutMs ?? defaultTimeoutMs);
  const resolved = await addressesOf({ url, settings, signal });
  if ('reason' in resolved) return { ...resolved, durationMs: 0 };
  return postTo({ request, addresses: resolved.addresses, signal });
}

/** Why an address may not be asked, as far as it can be seen without its name being resolved; null where it may. */
function reasonToRefuse({ url, settings }: { url: string; settings: OutboundSettings }): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return 'Expected an address such as https://example.com/hook, found none.';
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    return `Expected an https address, found one that begins with ${parsed.protocol}`;
  if (parsed.username !== '' || parsed.password !== '')
    return 'Expected an address without a name and a password in it, found them: the signature proves who sends.';
  if (isAllowedInside({ url: parsed, settings })) return null;
  if (parsed.protocol !== 'https:') return `Expected an https address, found http for ${parsed.host}.`;
  const host = hostOf(parsed);
  if (isIP(host) !== 0 && isPrivateAddress(host))
    return `Expected a public address, found ${host}, which is inside a network.`;
  if (/(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host))
    return `Expected a public address, found ${host}, a name that is only known inside a network.`;
  return null;
}

async function addressesOf({
  url,
  settings,
  signal,
}: {
  url: URL;
  settings: OutboundSettings;
  signal: AbortSignal;
}): Promise<
  | { readonly addresses: readonly [Address, ...Address[]] }
  | { readonly outcome: 'blocked' | 'unreachable' | 'timeout'; readonly reason: string }
> {
  const host = hostOf(url);
  const family = isIP(host);
  if (family !== 0) return { addresses: [{ address: host, family }] };
  try {
    const resolve = settings.resolve ?? resolveBySystem;
    const [first, ...others] = await before(resolve(host), signal);
    if (first === undefined) return { outcome: 'unreachable', reason: `${host} has no address.` };
    const addresses = [first, ...others] as const;
    if (!isAllowedInside({ url, settings }) && addresses.some(({ address }) => isPrivateAddress(address))) {
      return { outcome: 'blocked', reason: `Expected a public address, found that ${host} leads inside a network.` };
    }
    return { addresses };
  } catch {
    if (signal.aborted) return { outcome: 'timeout', reason: `The name ${host} was not resolved in time.` };
    return { outcome: 'unreachable', reason: `The name ${host} is not known.` };
  }
}

function isAllowedInside({ url, settings }: { url: URL; settings: OutboundSettings }): boolean {
  const names = [url.host, url.hostname, hostOf(url)].map((name) => name.toLowerCase());
  return settings.privateHosts.some((host) => names.includes(host.toLowerCase()));
}

/** Without the brackets that an address of version 6 has in a URL. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function resolveBySystem(host: string): Promise<readonly Address[]> {
  return lookup(host, { all: true, verbatim: true });
}

/** The system's resolver cannot be canceled; it is no longer waited for. */
function before<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return Promise.race([work, promise]);
}
