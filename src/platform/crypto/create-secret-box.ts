import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { SophiaError } from '#platform/errors';

/** Encrypts what must lie in the database and may not be read there. */
export interface SecretBox {
  seal(secret: string): string;
  /** Null where it was sealed with a key that is not among those given. Throws `secret.damaged` where it was altered. */
  open(sealed: string): string | null;
}

/** A box whose keys can be replaced while it is in use. */
export interface KeyRing extends SecretBox {
  /** Sophia changes the keys of its own file, and never a setting. */
  readonly place: 'file' | 'setting';
  /** Whether the key that seals now has sealed it. */
  isCurrent(sealed: string): boolean;
  /** How many keys there are: the one that seals, and those that only open. */
  countKeys(): number;
  /** Makes a key that seals from now on; those before it go on to open. Throws `secret.key-in-setting`. */
  addKey(): void;
  /** Takes out of the file every key but the one that seals; returns how many. The keys of a setting stay. */
  dropOldKeys(): number;
}

export type SecretKeys = readonly [Buffer, ...Buffer[]];

/** Where the keys of a box stand. */
export interface KeyStore {
  /** The keys as they are now, the one that seals first. */
  read(): SecretKeys;
  /** Null where the keys are not for Sophia to change. */
  readonly write: ((keys: SecretKeys) => void) | null;
}

const form = /^v1\.(?<key>[0-9a-f]{8})\.(?<nonce>[\w-]+)\.(?<body>[\w-]+)\.(?<tag>[\w-]+)$/;
export const keyBytes = 32;

/** A box for keys of 32 bytes: the first seals, all open, so that a key is replaced by putting a new one before it. */
export function createSecretBox(keys: SecretKeys): KeyRing {
  return createKeyRing({ read: () => keys, write: null });
}

/** A box over keys that another process may replace: they are read anew before each sealing, and where none opens. */
export function createKeyRing({ read, write }: KeyStore): KeyRing {
  const known = new Map<string, Buffer>();
  function look(): SecretKeys {
    const keys = read();
    assertLengths(keys);
    for (const key of keys) known.set(nameOf(key), key);
    return keys;
  }
  look();
  return {
    place: write === null ? 'setting' : 'file',
    seal: (secret) => encrypt({ key: look()[0], secret }),
    open: (sealed) => {
      const parts = form.exec(sealed)?.groups;
      if (parts === undefined) throw damaged();
      const name = parts['key'] ?? '';
      if (!known.has(name)) look();
      const key = known.get(name);
      return key === undefined ? null : decrypt({ key, parts });
    },
    isCurrent: (sealed) => form.exec(sealed)?.groups?.['key'] === nameOf(look()[0]),
    countKeys: () => look().length,
    addKey: () => {
      if (write === null) {
        throw new SophiaError(
          'secret.key-in-setting',
          'Expected a key in a file of Sophia, found it in SOPHIA_SECRET_KEY, which Sophia does not change.',
        );
      }
      write([randomBytes(keyBytes), ...look()]);
      look();
    },
    dropOldKeys: () => {
      const [sealing, ...others] = look();
      if (write === null || others.length === 0) return 0;
      write([sealing]);
      return others.length;
    },
  };
}

function assertLengths(keys: SecretKeys): void {
  const wrong = keys.find((key) => key.length !== keyBytes);
  if (wrong !== undefined) {
    throw new SophiaError('config.invalid', `Expected keys of ${keyBytes} bytes, found one of ${wrong.length}.`);
  }
}

function encrypt({ key, secret }: { key: Buffer; secret: string }): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return ['v1', nameOf(key), ...[nonce, body, cipher.getAuthTag()].map(encoded)].join('.');
}

function decrypt({ key, parts }: { key: Buffer; parts: Readonly<Record<string, string | undefined>> }): string {
  const [nonce, body, tag] = ['nonce', 'body', 'tag'].map((name) => Buffer.from(parts[name] ?? '', 'base64url'));
  if (nonce === undefined || body === undefined || tag?.length !== 16) throw damaged();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(cause?: unknown): SophiaError {
  return new SophiaError('secret.damaged', 'Expected a secret as it was encrypted, found that it has been altered.', {
    cause,
  });
}

function nameOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function encoded(bytes: Buffer): string {
  return bytes.toString('base64url');
}
