import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Memory in KiB, passes and lanes: the least that OWASP names for Argon2id. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagBytes = 32;
const saltBytes = 16;
const longest = 1024;

const form = /^\$argon2id\$v=19\$m=(?<memory>\d+),t=(?<passes>\d+),p=(?<lanes>\d+)\$(?<salt>[\w+/]+)\$(?<tag>[\w+/]+)$/;

/** What is kept of a password: Argon2id with a salt of its own, in the usual form of `$argon2id$…`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive({ password, salt, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether it is the password. With null, for somebody who does not exist, the same work is done and the answer is no. */
export async function verifyPassword({ password, hash }: { password: string; hash: string | null }): Promise<boolean> {
  const parts = hash === null ? undefined : form.exec(hash)?.groups;
  const salt = Buffer.from(parts?.['salt'] ?? unpadded(Buffer.alloc(saltBytes)), 'base64');
  const expected = Buffer.from(parts?.['tag'] ?? '', 'base64');
  const found = await derive({
    password,
    salt,
    memory: Number(parts?.['memory'] ?? cost.memory),
    passes: Number(parts?.['passes'] ?? cost.passes),
    parallelism: Number(parts?.['lanes'] ?? cost.parallelism),
  });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

function derive({
  password,
  salt,
  memory,
  passes,
  parallelism,
}: {
  password: string;
  salt: Buffer;
  memory: number;
  passes: number;
  parallelism: number;
}): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC').slice(0, longest));
  return promisify(argon2)('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength: tagBytes });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
