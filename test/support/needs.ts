import { existsSync } from 'node:fs';

/** The options that make node:test skip a test, with the reason, where the machine lacks what it needs. */
export interface Need {
  readonly skip: string | false;
}

const chromiumPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What a test may need of the machine: `it('…', needs.realPostgres, async () => …)`. */
export const needs = {
  get realPostgres(): Need {
    return { skip: testDatabaseUrl() === null ? 'needs.realPostgres: set SOPHIA_TEST_DATABASE_URL' : false };
  },
  get chromium(): Need {
    return { skip: findChromium() === null ? 'needs.chromium: install Chromium or set SOPHIA_TEST_CHROMIUM' : false };
  },
};

/** The server that tests may create databases on, or null. */
export function testDatabaseUrl(): string | null {
  const url = process.env['SOPHIA_TEST_DATABASE_URL'];
  return url === undefined || url === '' ? null : url;
}

/** The path of a Chromium on this machine, or null. */
export function findChromium(): string | null {
  const named = process.env['SOPHIA_TEST_CHROMIUM'];
  return [named, ...chromiumPaths].find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}
