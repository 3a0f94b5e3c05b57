import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { DocumentAudience, PersonRole } from '#contracts';
import { SophiaError } from '#platform/errors';
import { type TableColumn } from '#platform/wording';
import type { OperationInput, OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodeFor, exitCodes } from '../exit-codes.ts';
import {
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type ListFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { presentError } from '../present-error.ts';
import { readDocumentFile } from '../read-document-file.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { minuteOf, plain, words } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type Listed = OperationOutput<'documents.list'>['documents'][number];

interface AddFlags extends WorkspaceFlags {
  readonly audience: DocumentAudience;
  readonly roles: readonly PersonRole[];
  readonly importance?: number;
  readonly title?: string;
}

interface Group {
  readonly documents: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia documents`: texts of the workspace's own that search finds. */
export function addDocumentsCommand(program: Command, environment: CommandEnvironment): void {
  const documents = program
    .command('documents')
    .summary('battlecards, playbooks and other texts of your own, which search finds')
    .description(
      'Texts of your own that search finds beside calls and records: battlecards, playbooks, price lists, as Markdown, plain text or HTML (docs/search.md).',
    )
    .addHelpText(
      'after',
      examplesOf('sophia documents add battlecards/*.md', 'sophia search how we differ from them --kind document'),
    );
  addAddCommand({ documents, environment });
  addListCommand({ documents, environment });
  addShowCommand({ documents, environment });
  addRemoveCommand({ documents, environment });
}

const noRoles: readonly PersonRole[] = [];

function addAddCommand({ documents, environment }: Group): void {
  const add = documents
    .command('add')
    .description('Adds documents, each called as its file is; one of the same name becomes its next version.')
    .argument('<files...>', 'files with Markdown, plain text or HTML in UTF-8')
    .addOption(
      new Option('--audience <audience>', 'whether a customer may be told what it says')
        .choices(DocumentAudience.options)
        .default('internal'),
    )
    .option('--roles <roles>', 'only for these roles, with commas between them', parseRoles, noRoles)
    .option('--importance <share>', 'from 0 to 1; it stands beside its vectors', parseShare)
    .option('--title <title>', 'what it is called where it is found, in place of its first heading; for one file');
  addWorkspaceOption(add)
    .addHelpText(
      'after',
      examplesOf(
        'sophia documents add playbook.md prices.html',
        'sophia documents add floor-prices.md --roles manager,executive',
        'sophia documents add security.md --audience external',
      ),
    )
    .action(async (files: string[], flags: AddFlags, self: Command) => {
      if (flags.title !== undefined && files.length > 1) {
        throw new SophiaError('input.invalid', `Expected one file for --title, found ${files.length}.`);
      }
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const counts = { succeeded: 0, failed: 0 };
        for (const file of files) {
          try {
            const read = await readDocumentFile({ file, from: terminal.workingDirectory });
            const { documentId, outcome, version } = await operator.call('documents.add', inputOf({ read, flags }));
            writeMessage(terminal, `${plain(read.name)} ${outcomes[outcome]}, version ${version} (${documentId}).`);
            counts.succeeded += 1;
          } catch (error) {
            if (!(error instanceof SophiaError) || error.entry.fault !== 'caller') throw error;
            presentError({ terminal, error });
            counts.failed += 1;
          }
        }
        return exitCodeFor(counts);
      });
    });
}

const outcomes = { created: 'added', changed: 'changed', unchanged: 'is as it was' } as const;

function inputOf({
  read,
  flags,
}: {
  read: { name: string; text: string };
  flags: AddFlags;
}): OperationInput<'documents.add'> {
  const { audience, roles, importance, title = null } = flags;
  return { ...read, title, audience, roles: [...roles], ...(importance === undefined ? {} : { importance }) };
}

function addListCommand({ documents, environment }: Group): void {
  addListOptions(documents.command('list').description('Lists the documents, who may see them, and whom they are for.'))
    .addHelpText('after', examplesOf('sophia documents list', 'sophia documents list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('documents.list', {});
        const { terminal } = environment;
        const empty = 'No documents yet. Add some with: sophia documents add FILE…';
        const { format } = flags;
        writeList({ terminal, format, answer, rows: answer.documents, main: nameColumn, others: columns, empty });
        return exitCodes.all;
      });
    });
}

const nameColumn: TableColumn<Listed> = { title: 'Document', worth: 99, value: ({ name }) => name };
const columns: readonly TableColumn<Listed>[] = [
  { title: 'Audience', worth: 9, value: ({ audience }) => audience },
  { title: 'Seen by', worth: 8, least: 10, value: seenBy },
  { title: 'Version', worth: 6, value: ({ version }) => String(version) },
  { title: 'Characters', worth: 4, value: ({ characters }) => String(characters) },
  { title: 'Changed', worth: 7, value: ({ updatedAt }) => minuteOf(updatedAt) },
];

function seenBy({ roles }: Listed): string {
  return roles.length === 0 ? 'everybody' : roles.map(words).join(', ');
}

function addShowCommand({ documents, environment }: Group): void {
  addListOptions(
    documents
      .command('show')
      .description('Shows a document as search reads it.')
      .argument('<document>', 'its name or id'),
  )
    .addHelpText('after', examplesOf('sophia documents show playbook.md'))
    .action(async (document: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const found = await operator.call('documents.get', { document });
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, found);
        else {
          const { title, name, version, audience, text } = found;
          const head = `${plain(title)} (${plain(name)}, version ${version}, ${audience}, for ${seenBy(found)})`;
          writeOutput(
            terminal,
            [head, '', ...text.split('\n').map((line) => (line === '' ? '' : plain(line)))].join('\n'),
          );
        }
        return exitCodes.all;
      });
    });
}

function addRemoveCommand({ documents, environment }: Group): void {
  addWorkspaceOption(
    documents
      .command('remove')
      .description('Takes a document away; search finds it no more at once.')
      .argument('<document>', 'its name or id'),
  )
    .addHelpText('after', examplesOf('sophia documents remove playbook.md'))
    .action(async (document: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { name } = await operator.call('documents.remove', { document });
        writeMessage(environment.terminal, `${plain(name)} removed.`);
        return exitCodes.all;
      });
    });
}

function parseRoles(value: string): PersonRole[] {
  const parsed = z.array(PersonRole).safeParse(value.split(',').map((role) => role.trim()));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`Expected roles among ${PersonRole.options.join(', ')}, found "${value}".`);
}

function parseShare(value: string): number {
  const parsed = z.coerce
    .number()
    .min(0)
    .max(1)
    .safeParse(value.trim() === '' ? undefined : value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`Expected a number from 0 to 1, found "${value}".`);
}
