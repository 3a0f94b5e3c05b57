import type { ForecastRange } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import { percent } from '../page/chart-geometry.ts';

/** What is closed, the range and the quota on one line; the numbers stand beside it. */
export function rangeBar({
  range: { lowMinor, expectedMinor, highMinor },
  wonMinor,
  quotaMinor,
}: {
  range: ForecastRange;
  wonMinor: number;
  quotaMinor: number | null;
}): Markup | null {
  const end = Math.max(highMinor, quotaMinor ?? 0, wonMinor) * 1.02;
  if (end <= 0) return null;
  function at(minor: number): string {
    return percent(Math.max(0, minor) / end);
  }
  return html`<svg class="range-bar" aria-hidden="true" width="100%" height="28">
<rect class="range-ground" x="0" y="8" width="100%" height="12" rx="3"></rect>
<rect class="range-won" x="0" y="8" width="${at(wonMinor)}" height="12" rx="3"></rect>
<rect class="range-span" x="${at(lowMinor)}" y="8" width="${at(highMinor - lowMinor)}" height="12"></rect>
<line class="range-expected" x1="${at(expectedMinor)}" x2="${at(expectedMinor)}" y1="3" y2="25"></line>
${quotaMinor !== null && html`<line class="range-quota" x1="${at(quotaMinor)}" x2="${at(quotaMinor)}" y1="3" y2="25"></line>`}</svg>
<p class="call-facts range-key" aria-hidden="true"><span class="key key-won"></span> closed <span class="key key-span"></span> low to high <span class="key key-expected"></span> expected${quotaMinor !== null && html` <span class="key key-quota"></span> quota`}</p>`;
}
