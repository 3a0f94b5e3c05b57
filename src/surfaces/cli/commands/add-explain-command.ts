import { type Command, Option } from 'commander';
import { CrmRecordType } from '#contracts';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeAction } from '../describe-change.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { writeOutput } from '../terminal.ts';
import { minuteOf, plain, words } from '../wording.ts';
import { writeJson } from '../write-list.ts';

interface ExplainFlags extends ListFlags {
  readonly type: CrmRecordType;
}

type Explanation = OperationOutput<'changes.explain'>;

/** `sophia changes explain`: where the value of a field comes from. */
export function addExplainCommand({
  changes,
  environment,
}: {
  changes: Command;
  environment: CommandEnvironment;
}): void {
  const explain = changes
    .command('explain')
    .description('Says where the value of a field comes from: the call and the quote, the rule, who said yes.')
    .argument('<record>', 'the name or the id of a record')
    .argument('<property>', "the field's name in the CRM, such as amount")
    .addOption(new Option('--type <type>', 'what the record is').choices(CrmRecordType.options).default('deal'));
  addListOptions(explain)
    .addHelpText('after', examplesOf('sophia changes explain "Larkspur Hill" amount --workspace example'))
    .action(async (record: string, property: string, flags: ExplainFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('changes.explain', { objectType: flags.type, record, property });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, describe(answer));
        return exitCodes.all;
      });
    });
}

function describe(explanation: Explanation): string {
  const { record, property, value, setBy, written, decidedBy, moves, open } = explanation;
  const by = setBy === null ? null : `${setBy.source} at ${minuteOf(setBy.at)}`;
  const proofs =
    written?.evidence.flatMap(({ callId, evidence }) =>
      evidence === null
        ? []
        : [
            `  “${plain(evidence.quote)}” ${plain(evidence.speaker)}, turn ${evidence.turn} of call ${callId ?? 'unknown'}`,
          ],
    ) ?? [];
  return [
    `${plain(record.name ?? record.recordId)}, ${property}: ${plain(value)}`,
    `  ${by === null ? 'The CRM does not tell who set it.' : `Set by ${by}.`} ${ourPart(explanation)}`,
    ...(written === null
      ? []
      : [
          `  Written: ${describeAction(written.action)} by rule ${written.rule}, ${plain(written.policyRule)} (${written.changeId})`,
        ]),
    ...proofs,
    ...decidedBy.map((one) => `  ${one.decision} by ${plain(one.decidedBy)} at ${minuteOf(one.at)}`),
    ...moves.map(
      ({ to, reason, at }) => `  ${minuteOf(at)} ${words(to)}${reason === null ? '' : `: ${plain(reason)}`}`,
    ),
    ...open.map((change) => `  Open: ${describeAction(change.action)}, ${words(change.state)} (${change.changeId})`),
  ].join('\n');
}

/** What Sophia wrote and took back again is hers in the history, and nothing of hers stands in the field. */
function ourPart({ setBy, isOurs, written, wroteFromRemovedCall }: Explanation): string {
  if (isOurs) return 'Sophia wrote it.';
  if (wroteFromRemovedCall)
    return 'Sophia has written into it from a call that was removed since; what it said is not kept.';
  if (written !== null) return 'It is not what Sophia wrote last.';
  return setBy?.source === 'sophia' ? 'Sophia has put it back.' : 'Sophia has never written it.';
}
