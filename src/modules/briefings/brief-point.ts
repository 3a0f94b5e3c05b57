import type { DealBriefView } from '#modules/notifications';

/** A line of a brief with where it stands written. */
export type BriefPoint = DealBriefView['warnings'][number];
