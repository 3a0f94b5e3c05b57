import { type Command, InvalidArgumentError, Option } from 'commander';
import { describeActor, describeResource, type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addLimitOptions,
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type LimitFlags,
  type ListFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type Line = OperationOutput<'audit.list'>['records'][number];

interface AuditFlags extends LimitFlags {
  readonly actor?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly request?: string;
  readonly result?: 'done' | 'refused' | 'failed';
  readonly from?: string;
  readonly to?: string;
  readonly before?: number;
}

interface Place {
  readonly audit: Command;
  readonly environment: CommandEnvironment;
}

const exportPage = 1000;

/** `sophia audit`: who did what, and whether that record is as it was written. */
export function addAuditCommand(program: Command, environment: CommandEnvironment): void {
  const audit = program
    .command('audit')
    .summary('who did what, and the proof that nobody altered that record')
    .description(
      'Every change, decision and refusal with who, what, when, from where and for which request. Each record holds the hash of the one before it.',
    )
    .addHelpText('after', examplesOf('sophia audit list --result refused', 'sophia audit verify'));
  addListCommand({ audit, environment });
  addVerifyCommand({ audit, environment });
  addExportCommand({ audit, environment });
}

function addListCommand({ audit, environment }: Place): void {
  const list = audit
    .command('list')
    .description('Lists records, the newest first.')
    .option('--actor <who>', 'only of this person, key or part of Sophia: an id, an address or a name')
    .option('--action <action>', 'only this action, or those that begin so, such as key.')
    .option('--resource <id>', 'only what was done to this')
    .option('--request <id>', 'only what came of this request')
    .addOption(new Option('--result <result>', 'only those that ended so').choices(['done', 'refused', 'failed']))
    .option('--from <time>', 'from this time on, such as 2026-09-14T08:00:00Z', parseInstant)
    .option('--to <time>', 'up to this time', parseInstant)
    .option('--before <number>', 'the page before this record', parseNumber);
  addLimitOptions(list, { largest: 1000 })
    .addHelpText(
      'after',
      examplesOf('sophia audit list --limit 20', 'sophia audit list --actor maya@tidewater.example'),
    )
    .action(async (flags: AuditFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('audit.list', {
          actor: flags.actor ?? null,
          action: flags.action ?? null,
          resourceId: flags.resource ?? null,
          requestId: flags.request ?? null,
          result: flags.result ?? null,
          from: flags.from ?? null,
          to: flags.to ?? null,
          limit: flags.limit,
          before: flags.before ?? null,
        });
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.records,
          main: { title: 'What', worth: 99, value: ({ action }) => action },
          others: columns,
          empty: 'No such record. Without filters, `sophia audit list` shows the newest.',
        });
        if (flags.format !== 'json' && answer.nextBefore !== null) {
          const more = `Older ones: the same with \`--before ${answer.nextBefore}\`, or of one kind with \`--action\`.`;
          writeMessage(environment.terminal, more);
        }
        return exitCodes.all;
      });
    });
}

function addVerifyCommand({ audit, environment }: Place): void {
  const verify = audit
    .command('verify')
    .description(
      'Checks every record against the one before it, and names the first that was altered or is missing. Keep the end that it prints somewhere else: given to the next check, it also proves that the whole was not written anew.',
    )
    .option('--anchor <end>', 'what an earlier check printed as its end');
  addListOptions(verify)
    .addHelpText('after', examplesOf('sophia audit verify', 'sophia audit verify --anchor 1204:9f2c…'))
    .action(async (flags: ListFlags & { anchor?: string }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const verdict = await operator.call('audit.verify', { anchor: flags.anchor ?? null });
        if (flags.format === 'json') writeJson(terminal, verdict);
        else writeOutput(terminal, describe(verdict));
        return verdict.intact ? exitCodes.all : exitCodes.none;
      });
    });
}

function addExportCommand({ audit, environment }: Place): void {
  addWorkspaceOption(
    audit
      .command('export')
      .description('Writes the records in their order, one JSON object a line, with their hashes.')
      .option('--after <number>', 'only those after this record', parseNumber),
  )
    .addHelpText('after', examplesOf('sophia audit export > audit.jsonl', 'sophia audit export --after 1204'))
    .action(async (flags: WorkspaceFlags & { after?: number }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        let written = 0;
        let upTo: number | null = null;
        for (let after: number | null = flags.after ?? 0; after !== null; ) {
          const page: OperationOutput<'audit.export'> = await operator.call('audit.export', {
            after,
            upTo,
            limit: exportPage,
          });
          for (const record of page.records) writeOutput(environment.terminal, JSON.stringify(record));
          written += page.records.length;
          after = page.nextAfter;
          upTo = page.upTo;
        }
        writeMessage(environment.terminal, `${counted(written, 'record')} written.`);
        return exitCodes.all;
      });
    });
}

function describe({ intact, checked, unchained, end, fault }: OperationOutput<'audit.verify'>): string {
  const before =
    unchained === 0 ? '' : ` ${counted(unchained, 'record')} from before there was a chain cannot be checked.`;
  if (intact && end === null) return `Nothing is recorded yet.${before}`;
  if (intact) return `${asWritten(checked)}${before}\nEnd: ${end}`;
  return `The audit trail is not as it was written. ${fault?.sentence ?? ''}${before}\n${counted(checked, 'record')} before it hold. Compare with a backup or an export from before, and find out who can write to the database.`;
}

function asWritten(checked: number): string {
  return checked === 1
    ? 'The one record is as it was written.'
    : `All ${counted(checked, 'record')} are as they were written.`;
}

const columns: readonly TableColumn<Line>[] = [
  { title: 'No.', worth: 5, value: ({ sequence }) => (sequence === null ? '' : String(sequence)) },
  { title: 'At', worth: 8, value: ({ at }) => at.slice(0, 19).replace('T', ' ') },
  { title: 'Who', worth: 9, value: ({ actor }) => plain(describeActor(actor)) },
  { title: 'On', worth: 7, value: ({ resource }) => plain(describeResource(resource)) },
  { title: 'Result', worth: 6, value: ({ result }) => result },
  { title: 'From', worth: 3, value: ({ ipAddress }) => ipAddress ?? '' },
  { title: 'Request', worth: 2, value: ({ requestId }) => requestId },
];

function parseInstant(value: string): string {
  const at = new Date(value);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  throw new InvalidArgumentError(`Expected a time such as 2026-09-14T08:00:00Z, found "${value}".`);
}

function parseNumber(value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new InvalidArgumentError(`Expected the number of a record, found "${value}".`);
}
