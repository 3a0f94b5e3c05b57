import type { AnalysisSettings } from '#contracts';

/** Settings such as a company would have. */
export const benchSettings: AnalysisSettings = {
  currency: 'USD',
  competitors: [
    { name: 'Payloom', aliases: [] },
    { name: 'DuesHarbor', aliases: [] },
    { name: 'RentForge', aliases: [] },
  ],
  products: [
    { name: 'Tidewater Pay', aliases: [] },
    { name: 'Tidewater Recover', aliases: ['Recover'] },
    { name: 'Tidewater Insight', aliases: [] },
  ],
  trackers: [],
  lexicons: {},
};
