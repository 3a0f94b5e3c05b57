/** Whether a host is this machine; in brackets where it comes out of an address. */
export function isLoopback(host: string): boolean {
  return /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost|[\w-]+\.localhost)$/i.test(host.replace(/^\[|\]$/g, ''));
}
