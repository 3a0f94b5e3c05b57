import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const AxeFault = z.object({
  id: z.string(),
  help: z.string(),
  nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
});

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ].map((viewport) => ({ colorScheme, viewport })),
);

/** What axe finds wrong with the open page as it looks now, a line for each place. */
export async function findFaults(page: Page): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  const violations: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  );
  return z
    .array(AxeFault)
    .parse(violations)
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
}

/**
 * The same on a phone and a desktop, light and dark, and where the page does not fit the width. The page is loaded
 * once: loading it and axe takes longer than looking for faults.
 */
export async function findFaultsInAllLooks(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    const found = await findFaults(page);
    if (width !== viewport.width) found.push(`the page is ${String(width)} pixels wide`);
    found.push(...(await brokenMenuWords(page)).map((word) => `a menu breaks inside the word ${word}`));
    faults.push(...found.map((fault) => `${colorScheme}, ${viewport.width} pixels: ${fault}`));
  }
  return faults;
}

/** Words of the menus that stand on more than one line. */
async function brokenMenuWords(page: Page): Promise<string[]> {
  const words: unknown = await page.evaluate(`[...document.querySelectorAll('nav a')].flatMap((link) => {
    const texts = [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return texts.flatMap((text) => [...text.data.matchAll(/[\\p{L}\\p{N}]+/gu)].flatMap(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1 ? [word] : [];
    }));
  })`);
  return z.array(z.string()).parse(words);
}
