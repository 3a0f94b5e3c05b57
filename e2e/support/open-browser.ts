import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '#test/needs';

/** The machine's Chromium, without its own traffic. Throws where there is none: ask `needs.chromium` first. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium on this machine.');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
