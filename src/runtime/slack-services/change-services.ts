import {
  decideByReference,
  decideChanges,
  getChange,
  getChangeSet,
  listWaitingChanges,
  undoByReference,
} from '#modules/changesets';
import { settleCommitment } from '#modules/commitments';
import { resolveContradiction } from '#modules/contradictions';
import { readValueWords } from '#modules/crm';
import { createChangeWords } from '#modules/notifications';
import type { SlackServices, WaitingLine } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';
import { listWritten } from './list-written.ts';

type ChangeServices = Pick<
  SlackServices,
  | 'getChangeSet'
  | 'getChange'
  | 'wordChange'
  | 'listWaiting'
  | 'listWritten'
  | 'decideChanges'
  | 'decideByReference'
  | 'undoChanges'
  | 'resolveContradiction'
  | 'settleCommitment'
>;

/** What people decide. */
export function changeServices(full: FullContext): ChangeServices {
  return {
    getChangeSet,
    getChange,
    wordChange: async ({ ctx, input: { change } }) => {
      const { action, target, editedValue } = change;
      if (action.type !== 'set_property' || target === null) return { field: 'A change', named: null };
      const words = await readValueWords(ctx);
      const place = { objectType: target.objectType, property: action.property };
      return { field: words.field(place), named: words.named({ ...place, value: editedValue ?? action.value }) };
    },
    listWritten: ({ ctx, input }) => listWritten({ ctx, ...input }),
    listWaiting: async ({ ctx, input }) => {
      const { changes, total } = await listWaitingChanges({ ctx, input });
      const wordsOf = createChangeWords({ ctx, words: await readValueWords(ctx) });
      const lines: WaitingLine[] = [];
      for (const change of changes) {
        const { changeId, targetName: target } = change;
        lines.push({ changeId, target, ...(await wordsOf(change)) });
      }
      return { changes: lines, total };
    },
    decideChanges: ({ ctx, input: { changeSetId, decisions } }) =>
      decideChanges({
        ctx: full(ctx),
        input: { decisions: [...decisions], ...(changeSetId === undefined ? {} : { changeSetId }) },
      }),
    decideByReference: ({ ctx, input }) => decideByReference({ ctx: full(ctx), input }),
    undoChanges: async ({ ctx, input }) => {
      const { undone, refused, underWay, changes } = await undoByReference({ ctx: full(ctx), input });
      return { undone, refused, underWay, reasons: changes.flatMap(({ reason }) => (reason === null ? [] : [reason])) };
    },
    resolveContradiction,
    settleCommitment: ({ ctx, input }) => settleCommitment({ ctx, input: { ...input, reason: null } }),
  };
}
