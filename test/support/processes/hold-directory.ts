import { appendFileSync, closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { acquireInstance } from '#platform/instance';

/**
 * Arguments: data directory, folder of the record, how to end (`kill` or `release`), hold time in milliseconds.
 * Tries until it has held the directory once, and writes down whether it was alone.
 */
const [dataDirectory = '', recordFolder = '', ending = 'release', holdMs = '20'] = process.argv.slice(2);
const inside = join(recordFolder, 'inside');

for (;;) {
  const instance = await acquireInstance({ dataDirectory });
  if (instance.role === 'holder') {
    appendFileSync(join(recordFolder, 'record'), `${enterAlone() ? 'alone' : 'crowded'} ${process.pid}\n`);
    await wait(Number(holdMs));
    rmSync(inside, { force: true });
    if (ending === 'kill') {
      process.kill(process.pid, 'SIGKILL');
    }
    await instance.release();
    break;
  }
  await instance.release();
  await wait(1);
}

/** The file exists exactly while a holder is between taking the directory and giving it up. */
function enterAlone(): boolean {
  try {
    closeSync(openSync(inside, 'wx'));
    return true;
  } catch {
    return false;
  }
}
