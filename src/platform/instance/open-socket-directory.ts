import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SocketDirectory {
  /** The path of a socket in the data directory, short enough for the operating system. */
  socketPath(name: string): string;
  close(): Promise<void>;
}

/** The shortest limit of the systems Sophia runs on is 104 bytes; names of ours need up to 24 of them. */
const longestDirectoryBytes = 78;

/**
 * How to reach the sockets in the data directory. They stand in that directory itself, so that whoever opens it finds
 * the same ones whatever their environment; a long path is reached through a short link of this process.
 */
export async function openSocketDirectory(dataDirectory: string): Promise<SocketDirectory> {
  if (Buffer.byteLength(dataDirectory) <= longestDirectoryBytes) {
    return { socketPath: (name) => join(dataDirectory, name), close: async () => undefined };
  }
  const shortDirectory = await mkdtemp(join(tmpdir(), 'sophia-'));
  const link = join(shortDirectory, 'd');
  await symlink(dataDirectory, link);
  return {
    socketPath: (name) => join(link, name),
    close: () => rm(shortDirectory, { recursive: true, force: true }),
  };
}
