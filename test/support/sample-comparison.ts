import type { InsightComparison } from '#contracts';

/** What Gong says of a call beside Sophia, with what could do harm on a page. */
export function sampleComparison(): InsightComparison {
  return {
    callId: 'call_01',
    analysisId: 'ana_01',
    source: 'gong',
    vendor: {
      brief: ['Carla and Maya went over the price <script>window.owned = 1</script> of the renewal.'],
      keyPoints: ['The price is a big jump from what they pay today.', 'Parking was discussed *at length*.'],
      trackers: [
        { name: 'Pricing & terms', count: 4 },
        { name: 'Security', count: 0 },
        { name: 'Rivals', count: 2 },
      ],
      interaction: [
        { name: 'Talk Ratio', value: 0.47 },
        { name: 'Interactivity', value: 5 },
      ],
      questions: { company: 9, others: 4 },
    },
    sophia: {
      brief: ['Carla finds the price a big jump.'],
      keyPoints: [],
      trackers: [{ name: 'Pricing & terms', count: 3 }],
    },
    figures: [
      { name: 'talkRatio', unit: 'share', vendor: 0.47, sophia: 0.445, difference: -0.025, note: null },
      { name: 'longestMonologue', unit: 'seconds', vendor: 65, sophia: 68, difference: 3, note: null },
      {
        name: 'interactivity',
        unit: 'changes',
        vendor: 5,
        sophia: 2.31,
        difference: null,
        note: 'Not the same figure: the vendor counts how often the word passes between the sides.',
      },
      { name: 'patience', unit: 'seconds', vendor: 0.8, sophia: null, difference: null, note: 'Nobody waited.' },
      { name: 'questionsOfCompany', unit: 'questions', vendor: 9, sophia: 9, difference: 0, note: null },
    ],
    trackers: [
      { name: 'Pricing & terms', vendorCount: 4, sophiaCount: 3, state: 'both' },
      { name: 'Security', vendorCount: 0, sophiaCount: 0, state: 'neither' },
      { name: 'Rivals', vendorCount: 2, sophiaCount: null, state: 'no_tracker_of_that_name' },
    ],
    keyPointsWithoutCounterpart: { method: 'content_words', points: ['Parking was discussed *at length*.'] },
  };
}
