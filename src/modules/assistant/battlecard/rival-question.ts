import type { Context } from '#platform/context';
import type { VisibleScope } from '../query/visible-scope.ts';
import type { Rival } from '../read-rivals.ts';

/** A competitor, and for whom it is looked up. */
export interface RivalQuestion {
  readonly ctx: Context;
  readonly scope: VisibleScope;
  readonly rival: Rival;
}
