import { SophiaError } from '#platform/errors';
import type { Connection } from './connected-context.ts';

/** The client of a connection that is on. Throws `vendor.off`, which says how to switch it on. */
export function requireConnection<Client>(connection: Connection<Client>): Client {
  if (connection.state === 'on') return connection.client;
  throw new SophiaError('vendor.off', `${connection.reason} ${connection.action}`);
}
