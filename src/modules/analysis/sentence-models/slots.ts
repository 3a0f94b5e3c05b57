/** A stretch of segments relative to the one that is scored, both ends included. */
export interface Slot {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Where words are read: the segment, its neighbours, and the stretches around it. */
export const slots: readonly Slot[] = [
  { name: 'own', from: 0, to: 0 },
  { name: 'previous', from: -1, to: -1 },
  { name: 'next', from: 1, to: 1 },
  { name: 'before', from: -5, to: -2 },
  { name: 'after', from: 2, to: 5 },
  { name: 'around', from: -20, to: 20 },
];
