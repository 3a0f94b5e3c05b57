import { createServer } from 'node:net';
import { SophiaError } from '#platform/errors';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Says at once what would otherwise be found out after the database is open. Throws `port.in-use`. */
export async function assertPortFree(place: Place): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once('error', reject).listen(place, () => probe.close(() => resolve()));
  await promise.catch((error: unknown) => {
    throw portInUse({ error, place });
  });
}

/** What an error of listening means; another error as it is. */
export function portInUse({ error, place: { host, port } }: { error: unknown; place: Place }): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  const found = `Expected port ${port} of ${host} (SOPHIA_PORT) to be free, found another program on it.`;
  return new SophiaError('port.in-use', found);
}
