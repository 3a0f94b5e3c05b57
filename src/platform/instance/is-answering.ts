import { connect } from 'node:net';
import { SophiaError } from '#platform/errors';

/** Whether a process listens on that socket. A stalled one does: the operating system accepts for it. */
export async function isAnswering(socketPath: string): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const socket = connect(socketPath);
  socket.once('connect', () => resolve(true));
  socket.once('error', (error) => {
    const code = 'code' in error ? error.code : null;
    if (code === 'ECONNREFUSED' || code === 'ENOENT') {
      resolve(false);
    } else if (code === 'EAGAIN' || code === 'ECONNRESET' || code === 'EPIPE') {
      resolve(true);
    } else {
      reject(
        new SophiaError(
          'instance.busy',
          `Expected to reach the process that holds the data directory at ${socketPath}, found: ${error.message}. If it runs as another user, run this command as that user.`,
          { cause: error },
        ),
      );
    }
  });
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}
