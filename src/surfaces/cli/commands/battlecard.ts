import { type Command, Option } from 'commander';
import { type Battlecard, type BattlecardQuote, DocumentAudience, fewestClosedDeals, fewestMentions } from '#contracts';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type Listed = OperationOutput<'competitors.list'>['competitors'][number];

interface CardFlags extends ListFlags {
  readonly audience: DocumentAudience;
}

/** `sophia battlecard`: the competitors, or what is known of one of them. */
export function addBattlecardCommand(program: Command, environment: CommandEnvironment): void {
  const command = program
    .command('battlecard')
    .summary('what calls, deals and documents tell of a competitor')
    .description(
      'Lists the competitors; with a name what is said of one, objections with their answers, and how deals end.',
    )
    .argument('[name]', 'the name of a competitor')
    .addOption(
      new Option('--audience <audience>', 'whom it is to be shown to: for a customer, external documents alone')
        .choices(DocumentAudience.options)
        .default('internal'),
    );
  addListOptions(command)
    .addHelpText(
      'after',
      examplesOf('sophia battlecard', 'sophia battlecard Payloom', 'sophia battlecard Payloom --audience external'),
    )
    .action(async (name: string | undefined, flags: CardFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const { format, audience } = flags;
        if (name === undefined) {
          const answer = await operator.call('competitors.list', {});
          const empty =
            'No competitors: name some in workspace.json (docs/workspace.md), or wait until calls mention one.';
          writeList({ terminal, format, answer, rows: answer.competitors, main: nameColumn, others: columns, empty });
          return exitCodes.all;
        }
        const card = await operator.call('battlecard.get', { competitor: name, audience });
        if (format === 'json') writeJson(terminal, card);
        else writeOutput(terminal, describeCard(card));
        return exitCodes.all;
      });
    });
}

const nameColumn: TableColumn<Listed> = { title: 'Competitor', worth: 99, value: ({ name }) => name };
const columns: readonly TableColumn<Listed>[] = [
  { title: 'Mentions', align: 'right', worth: 9, value: ({ mentions }) => String(mentions) },
  { title: 'Calls', align: 'right', worth: 8, value: ({ calls }) => String(calls) },
  { title: 'Battlecard', worth: 7, value: ({ isSufficient }) => (isSufficient ? 'yes' : 'insufficient signal') },
];

function describeCard(card: Battlecard): string {
  const { competitor, state, audience } = card;
  if (state === 'insufficient') return insufficient(card);
  const head =
    audience === 'external'
      ? `${plain(competitor)}: what a customer may be told`
      : `${plain(competitor)}: ${counted(card.mentions ?? 0, 'mention')} in ${counted(card.calls ?? 0, 'call')} (internal, not for customers)`;
  return [
    head,
    ...part('What is said of it', card.said.map(quoteLine)),
    ...part('Objections, and what our people answered', card.objections.flatMap(objectionLines)),
    ...dealLines(card),
    ...part(
      'From documents',
      card.passages.map(({ title, audience: isFor, passage }) => `${plain(title)} (${isFor}): ${plain(passage)}`),
    ),
    ...(audience === 'external' && card.passages.length === 0 ? ['No document for customers names it.'] : []),
    ...part('Not known', card.unknown.map(plain)),
  ].join('\n');
}

function insufficient({ competitor, mentions }: Battlecard): string {
  const found = mentions === null ? '' : ` It was mentioned ${counted(mentions, 'time')} in the calls that you see.`;
  return `${plain(competitor)}: insufficient signal for a battlecard, which takes ${fewestMentions} mentions.${found}`;
}

function quoteLine({ quote, speaker, side, account, date, path }: BattlecardQuote): string {
  const where = [account, date].filter((each) => each !== null).join(', ');
  return `${plain(speaker)} (${sides[side]}${where === '' ? '' : `, ${plain(where)}`}): “${plain(quote)}” ${path}`;
}

const sides = { external: 'theirs', internal: 'ours', unknown: 'side not known' } as const;

function objectionLines({ kind, outcome, objection, answer }: Battlecard['objections'][number]): string[] {
  return [
    `${plain(kind.replaceAll('_', ' '))}, ${outcome}: ${quoteLine(objection)}`,
    ...(answer === null ? [] : [`  answered by ${quoteLine(answer)}`]),
  ];
}

function dealLines({ deals }: Battlecard): string[] {
  if (deals === null) return [];
  const { open, won, lost, winRate, listed } = deals;
  const rate =
    winRate === null
      ? `no win rate, which takes ${fewestClosedDeals} closed deals`
      : `win rate ${Math.round(winRate * 100)} %`;
  return part(
    `Deals in which it came up: ${open} open, ${won} won, ${lost} lost (${rate})`,
    listed.map(
      ({ name, stage, state, mentions, isNamedInCrm }) =>
        `${plain(name)}: ${plain(stage ?? state)}, ${counted(mentions, 'mention')}${isNamedInCrm ? ', named in the CRM' : ''}`,
    ),
  );
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}
