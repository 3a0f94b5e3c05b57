/** An address that a browser may be sent to; null for everything else that somebody outside calls one. */
export function webAddress(url: string | null): string | null {
  const protocol = url !== null && URL.canParse(url) ? new URL(url).protocol : null;
  return protocol === 'https:' || protocol === 'http:' ? url : null;
}
