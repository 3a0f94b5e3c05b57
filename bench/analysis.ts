import { analyzeByRules } from '#modules/analysis';
import { benchSettings } from './bench-settings.ts';
import { hourCall } from './hour-call.ts';
import { bareLibraries } from './libraries.ts';
import { type BenchRow, formatMs, formatRatio, medianMs } from './measure.ts';

/** Analysis of a one-hour call by rules, against a bare pass of the library for language that they use, over the same words. */
export async function benchAnalysis(): Promise<BenchRow[]> {
  const transcript = await hourCall();
  const analysisMs = await medianMs(() => analyzeByRules({ input: { transcript, settings: benchSettings } }));
  const passes = bareLibraries();
  const parts: string[] = [];
  let bareMs = 0;
  for (const { name, run } of passes) {
    const passMs = await medianMs(() => run(transcript));
    bareMs += passMs;
    parts.push(`${name} ${formatMs(passMs)}`);
  }
  const ratio = analysisMs / bareMs;
  return [
    {
      measure: 'rules over 9,000 words / bare passes of the libraries they use',
      reached: formatRatio(ratio),
      aim: 'at most 2 ×',
      met: ratio <= 2,
      note: `${formatMs(analysisMs)} against ${parts.join(', ')}`,
    },
    {
      measure: 'rules over one hour',
      reached: formatMs(analysisMs),
      aim: 'under a second',
      met: analysisMs < 1000,
      note: '',
    },
  ];
}
