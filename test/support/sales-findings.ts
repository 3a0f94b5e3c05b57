import type { AnalysisSettings, Findings } from '#contracts';
import { analyzeByRules } from '#modules/analysis';
import { type SpokenTurn, transcriptOf } from './transcript-of.ts';

export const salesSettings: AnalysisSettings = {
  currency: 'USD',
  competitors: [{ name: 'Payloom', aliases: ['Pay Loom'] }],
  products: [
    { name: 'Tidewater Pay', aliases: ['Pay'] },
    { name: 'Tidewater Recover', aliases: ['Recover'] },
  ],
  trackers: [],
  lexicons: {},
};

/** Our side says it. */
export function ours(text: string, speaker = 'Maya Okafor'): SpokenTurn {
  return { speaker, side: 'internal', text };
}

/** The buyer says it. */
export function theirs(text: string, speaker = 'Gwen Halloran'): SpokenTurn {
  return { speaker, side: 'external', text };
}

/** What the rules find in a short talk on Monday, 14 September 2026. */
export function salesFindings(turns: readonly SpokenTurn[], settings: Partial<AnalysisSettings> = {}): Findings {
  const transcript = transcriptOf(turns, { date: '2026-09-14', timeZone: 'America/Chicago' });
  return analyzeByRules({ input: { transcript, settings: { ...salesSettings, ...settings } } });
}
