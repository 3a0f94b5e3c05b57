import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { callbackify } from 'node:util';
import type { PGlite } from '@electric-sql/pglite';

/** How a server says that it knows who connects, and that it waits for a statement. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const terminate = 0x58;
/** How long statements may follow each other before timers, sockets and answers have their turn. */
const longestTurnMs = 5;

/**
 * What stands for a socket where the server is in this process: the messages that a client sends together reach it in
 * one piece, and the answers come back as they are, to be read by the client. One session serves whoever connects.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function embeddedStream(pglite: PGlite): Duplex {
  let isStarted = false;
  const leaveTurn = createTurns();
  const answer = callbackify(async (message: Buffer): Promise<Buffer> => {
    if (!isStarted) {
      isStarted = true;
      return welcome;
    }
    await leaveTurn();
    const parts: Buffer[] = [];
    function onRawData(bytes: Uint8Array): void {
      parts.push(Buffer.from(bytes));
    }
    // What is written goes straight to the files; only file systems of browsers have something left to synchronize.
    if (message[0] !== terminate) await pglite.execProtocolRawStream(message, { onRawData, syncToFs: false });
    return Buffer.concat(parts);
  });
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      send(chunk, done);
    },
    writev: (chunks: { chunk: Buffer }[], done) => {
      send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
    },
    final: (done) => {
      stream.push(null);
      done();
    },
  });
  function send(message: Buffer, done: (error: Error | null) => void): void {
    answer(message, (error, bytes) => {
      if (error === null && bytes.byteLength > 0) stream.push(bytes);
      done(error);
    });
  }
  return Object.assign(stream, socketOnly(stream));
}

/**
 * An answer is there at once, so that statements could follow each other for ever in one turn of the event loop, and no
 * request would be accepted and no answer of a vendor read: every few milliseconds the next one waits for a turn.
 */
function createTurns(): () => Promise<void> {
  let beganMs = 0;
  return async () => {
    if (performance.now() - beganMs <= longestTurnMs) return;
    await nextTurn();
    beganMs = performance.now();
  };
}

/** What the client asks of a socket besides. */
function socketOnly(
  stream: Duplex,
): Readonly<Record<'connect' | 'setNoDelay' | 'setKeepAlive' | 'ref' | 'unref', () => void>> {
  function nothing(): void {}
  return {
    connect: () => {
      process.nextTick(() => stream.emit('connect'));
    },
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
  };
}
