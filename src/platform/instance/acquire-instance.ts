import { randomInt } from 'node:crypto';
import { chmod, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SophiaError } from '#platform/errors';
import { createRequestServer, type RequestHandler } from './create-request-server.ts';
import { isAnswering } from './is-answering.ts';
import { openSocketDirectory, type SocketDirectory } from './open-socket-directory.ts';

/*
 * Which process holds a data directory. A socket `holder-<number>` in it is the lock: it answers exactly as long as
 * its process lives, and a killed process leaves one that refuses.
 * - The highest number answers: somebody holds the directory, we are a guest.
 * - It refuses, or there is none: we listen under the next number. Two processes can do so at once, also one that was
 *   about to for long. So afterwards each looks again, and withdraws where it finds a higher number or another that
 *   answers: of two that listen before they look, at least one sees the other.
 * - Only who has passed that look removes the sockets of the dead.
 */

export interface Holder {
  readonly role: 'holder';
  readonly socketPath: string;
  /** Answers requests by this handler; those that came earlier have waited for it. */
  serve(handler: RequestHandler): void;
  /** Gives the directory up. Call it after the database is closed: another process may open it at once. */
  release(): Promise<void>;
}

export interface Guest {
  readonly role: 'guest';
  readonly socketPath: string;
  release(): Promise<void>;
}

const attempts = 60;
const longestPauseMs = 50;

/**
 * Makes this process the holder of the data directory, which is created where it is missing, or the guest of the
 * process that is. Throws `instance.busy` where neither could be settled.
 */
export async function acquireInstance({ dataDirectory }: { dataDirectory: string }): Promise<Holder | Guest> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const realDirectory = await realpath(dataDirectory);
  const sockets = await openSocketDirectory(realDirectory);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const newest = (await listNumbers(realDirectory)).at(-1) ?? 0;
    if (newest > 0 && (await isAnswering(sockets.socketPath(socketName(newest))))) {
      return { role: 'guest', socketPath: sockets.socketPath(socketName(newest)), release: sockets.close };
    }
    const holder = await tryToHold({ realDirectory, sockets, number: newest + 1 });
    if (holder !== null) {
      return holder;
    }
    await wait(randomInt(longestPauseMs));
  }
  await sockets.close();
  throw new SophiaError(
    'instance.busy',
    `Expected to open the data directory ${realDirectory} or to find the process that holds it, but other processes kept taking and leaving it: run the command again.`,
  );
}

interface Attempt {
  readonly realDirectory: string;
  readonly sockets: SocketDirectory;
  readonly number: number;
}

async function tryToHold({ realDirectory, sockets, number }: Attempt): Promise<Holder | null> {
  const socketPath = sockets.socketPath(socketName(number));
  const requests = createRequestServer();
  const server = createServer(requests.listener);
  if (!(await listen(server, socketPath))) {
    return null;
  }
  if (!(await keepPrivate(socketPath))) {
    await close(server);
    return null;
  }
  const others = (await listNumbers(realDirectory)).filter((other) => other !== number);
  if (others.some((other) => other > number) || (await anyAnswers({ sockets, numbers: others }))) {
    await close(server);
    return null;
  }
  await Promise.all(others.map((other) => rm(sockets.socketPath(socketName(other)), { force: true })));
  return {
    role: 'holder',
    socketPath,
    serve: requests.serve,
    release: async () => {
      await close(server);
      await sockets.close();
    },
  };
}

/** False where the socket is gone: one of a higher number came to hold before this one could answer, and cleared it away. */
async function keepPrivate(socketPath: string): Promise<boolean> {
  try {
    await chmod(socketPath, 0o600);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function anyAnswers({
  sockets,
  numbers,
}: {
  sockets: SocketDirectory;
  numbers: readonly number[];
}): Promise<boolean> {
  const answers = await Promise.all(numbers.map((number) => isAnswering(sockets.socketPath(socketName(number)))));
  return answers.includes(true);
}

/** The numbers in use, the newest last. */
async function listNumbers(realDirectory: string): Promise<readonly number[]> {
  const names = await readdir(realDirectory);
  return names
    .map((name) => /^holder-(\d{1,12})$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .sort((left, right) => left - right);
}

function socketName(number: number): string {
  return `holder-${number}`;
}

/** Returns false where another process has that number already. */
async function listen(server: Server, socketPath: string): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  server.once('error', (error) => {
    if ('code' in error && error.code === 'EADDRINUSE') {
      resolve(false);
      return;
    }
    reject(
      new SophiaError(
        'db.cannot-open',
        `Expected to listen on a local socket in the data directory, but ${socketPath} could not be made: ${error.message}. Set SOPHIA_HOME to a folder on a local disk.`,
        { cause: error },
      ),
    );
  });
  server.listen(socketPath, () => resolve(true));
  return promise;
}

async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
