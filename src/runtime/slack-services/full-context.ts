import type { Context } from '#platform/context';
import type { WorkContext } from '#workflows';

/** The same act with the connections and the policy of its workspace. */
export type FullContext = (ctx: Context) => WorkContext;
