import type { Command } from 'commander';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeDealAsOf } from '../describe-deal-as-of.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addLimitOptions,
  addListOptions,
  examplesOf,
  type LimitFlags,
  type ListFlags,
  parseDay,
} from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain, sumOf } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type DealLine = OperationOutput<'deals.list'>['deals'][number];
type Deal = OperationOutput<'deals.get'>;

interface DealFlags extends LimitFlags {
  readonly stage?: string;
  readonly owner?: string;
  readonly name?: string;
  readonly account?: string;
  readonly closesFrom?: string;
  readonly closesTo?: string;
}

/** `sophia deals`: the deals as the mirror of the CRM has them, with what calls say about them. */
export function addDealsCommand(program: Command, environment: CommandEnvironment): void {
  const deals = program
    .command('deals')
    .summary('the deals of the CRM with what calls say about them')
    .description('Deals as the mirror of the CRM has them.')
    .addHelpText('after', examplesOf('sophia deals list --stage negotiation', 'sophia deals show "Larkspur Hill"'));
  const list = deals
    .command('list')
    .description('Lists deals by name.')
    .option('--stage <name>', 'only deals of the stage that is called so or begins so')
    .option('--owner <name>', 'only deals of the owner with this name or e-mail address')
    .option('--name <part>', 'only deals with this in their name')
    .option('--account <name>', 'only deals of this company')
    .option('--closes-from <day>', 'only deals that close from this day on', parseDay)
    .option('--closes-to <day>', 'only deals that close up to this day', parseDay);
  addLimitOptions(list, { largest: 200 })
    .addHelpText('after', examplesOf('sophia deals list --workspace example', 'sophia deals list --owner maya'))
    .action(async (flags: DealFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const filter = filterOf(flags);
        const isNarrowed = Object.values(filter).some((value) => value !== null);
        const answer = await operator.call('deals.list', { ...filter, limit: flags.limit });
        const empty = isNarrowed
          ? 'No deal fits.'
          : 'No deals: the CRM was not read yet, or holds none. See sophia sync status.';
        writeList({
          terminal,
          format: flags.format,
          answer,
          rows: answer.deals,
          main: nameColumn,
          others: columns,
          empty,
        });
        if (answer.more && flags.format === 'table') writeMessage(terminal, 'There are more: use --limit.');
        return exitCodes.all;
      });
    });
  addShowCommand(deals, environment);
}

function addShowCommand(deals: Command, environment: CommandEnvironment): void {
  addListOptions(
    deals
      .command('show')
      .description('Shows a deal: its people, calls, warnings, open promises, contradictions and waiting changes.')
      .argument('<name>', 'its name, a part of it, or its id')
      .option('--as-of <YYYY-MM-DD>', 'what was true at the end of this day, and what was known then', parseDay),
  )
    .addHelpText(
      'after',
      examplesOf(
        'sophia deals show "Larkspur Hill" --workspace example',
        'sophia deals show "Larkspur Hill" --as-of 2026-09-30',
      ),
    )
    .action(async (name: string, flags: ListFlags & { readonly asOf?: string }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        if (flags.asOf !== undefined) {
          const asOf = await operator.call('deals.asOf', { name, asOf: flags.asOf });
          if (flags.format === 'json') writeJson(terminal, asOf);
          else writeOutput(terminal, describeDealAsOf(asOf));
          return exitCodes.all;
        }
        const deal = await operator.call('deals.get', { name });
        if (flags.format === 'json') writeJson(terminal, deal);
        else writeOutput(terminal, describe(deal));
        return exitCodes.all;
      });
    });
}

function filterOf({ stage, owner, name, account, closesFrom, closesTo }: DealFlags) {
  return {
    stage: stage ?? null,
    owner: owner ?? null,
    name: name ?? null,
    account: account ?? null,
    closesFrom: closesFrom ?? null,
    closesTo: closesTo ?? null,
  };
}

const nameColumn: TableColumn<DealLine> = {
  title: 'Deal',
  worth: 99,
  value: ({ name, externalId }) => name ?? externalId,
};
const columns: readonly TableColumn<DealLine>[] = [
  { title: 'Stage', worth: 9, least: 10, value: ({ stage }) => stage ?? '-' },
  { title: 'Amount', align: 'right', worth: 8, value: ({ amount }) => sumOf(amount) },
  { title: 'Closes', worth: 7, value: ({ closeDate }) => closeDate ?? '-' },
  { title: 'Owner', worth: 6, least: 10, value: ({ owner }) => owner ?? '-' },
  { title: 'Id', worth: 3, value: ({ externalId }) => externalId },
];

function describe(deal: Deal): string {
  const { name, externalId, company, stage, amount, closeDate, owner, contacts } = deal;
  const people = contacts.map((contact) => contact.name ?? contact.email ?? 'without a name');
  return [
    `${plain(name ?? externalId)} (${externalId})`,
    `  Company: ${plain(company)}   Stage: ${plain(stage)}   Amount: ${sumOf(amount)}   Closes: ${plain(closeDate)}   Owner: ${plain(owner)}`,
    `  Contacts: ${people.length === 0 ? 'none' : plain(people.join(', '))}`,
    ...part(
      'Calls',
      deal.calls.map(({ callId, title, date }) => `${date ?? 'undated'}  ${title ?? callId}  ${callId}`),
    ),
    ...part(
      'Warnings',
      deal.warnings.map(({ title, severity, explanation }) => `${title} (${severity}): ${explanation}`),
    ),
    ...part(
      'Open promises',
      deal.commitments.map(
        ({ text, owner: who, dueDate }) => `${text} (${who}${dueDate === null ? '' : `, by ${dueDate}`})`,
      ),
    ),
    ...part(
      'Contradictions',
      deal.contradictions.map(
        ({ inWords: { field, crm, said, other }, callId }) =>
          `${field}: the CRM has ${crm ?? 'nothing'}, the ${callId === null ? 'e-mail' : 'call'} says ${said}${
            other === null ? '' : `, the ${callId === null ? 'call' : 'e-mail'} ${other}`
          }`,
      ),
    ),
    ...part(
      'Line items',
      deal.lineItems.map(
        ({ name: item, externalId: id, quantity, price, amount: sum, currency }) =>
          `${item ?? id}: ${quantity ?? '-'} at ${sumOf(price)}, ${sumOf(sum)}${currency === null ? '' : ` ${currency}`}`,
      ),
    ),
    ...(deal.openChangeSets === null
      ? []
      : part(
          'Waiting changes',
          deal.openChangeSets.map(
            ({ changeSetId, title, waiting }) => `${title}: ${counted(waiting, 'change')}  ${changeSetId}`,
          ),
        )),
  ].join('\n');
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`  ${title}: none`] : [`  ${title}:`, ...lines.map((line) => `    ${plain(line)}`)];
}
