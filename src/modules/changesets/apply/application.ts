import type { Crm } from '#contracts';
import type { ChangeContext } from '../change-context.ts';
import type { ChangeRow } from '../move-change.ts';

export interface Application {
  readonly ctx: ChangeContext;
  readonly crm: Crm;
  readonly change: ChangeRow;
  /** The key of the effect. */
  readonly key: string;
  /** Whether a person has said yes to it. */
  readonly approved: boolean;
}
