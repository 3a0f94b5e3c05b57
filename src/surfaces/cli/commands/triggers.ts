import path from 'node:path';
import type { Command } from 'commander';
import { readTriggers, type TriedTrigger, type Trigger, type TriggeredStart, tryTriggers } from '#modules/triggers';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { readEventFile, readTriggersFile } from '../read-triggers-file.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';

interface Group {
  readonly triggers: Command;
  readonly environment: CommandEnvironment;
}

type Condition = Trigger['when'][string];

/** `sophia triggers`: by which events of other systems work starts here. */
export function addTriggersCommand(program: Command, environment: CommandEnvironment): void {
  const triggers = program
    .command('triggers')
    .summary('which events of other systems start work here')
    .description('The rules of triggers.yaml in SOPHIA_HOME, tried before they hold.')
    .addHelpText(
      'after',
      examplesOf('sophia triggers list', 'sophia triggers check my-triggers.yaml', 'sophia triggers try FILE EVENT'),
    );
  addTriggersList({ triggers, environment });
  addTriggersCheck({ triggers, environment });
  addTriggersTry({ triggers, environment });
}

function addTriggersList({ triggers, environment }: Group): void {
  const list = triggers
    .command('list')
    .description('Lists the rules as they hold now, and says where what is written does not hold.');
  addListOptions(list)
    .addHelpText('after', examplesOf('sophia triggers list', 'sophia triggers list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('triggers.list', {});
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, answer);
        else
          writeOutput(terminal, answer.triggers.map(describeRule).join('\n') || 'No rule: no event starts anything.');
        if (!answer.isOn) writeMessage(terminal, 'Nobody can send an event: SOPHIA_TRIGGER_SECRET is not set.');
        if (answer.fault !== null && (answer.isOn || answer.triggers.length > 0)) {
          writeMessage(terminal, `What is written down is not what holds: ${plain(answer.fault)}`);
        }
        return exitCodes.all;
      });
    });
}

function addTriggersCheck({ triggers, environment }: Group): void {
  triggers
    .command('check')
    .description('Says whether a file of rules can be used, and which lines cannot. Changes nothing.')
    .argument('<file>', 'the draft of triggers.yaml')
    .addHelpText('after', examplesOf('sophia triggers check my-triggers.yaml'))
    .action(async (file: string) => {
      const rules = await readDraft({ environment, file });
      writeOutput(environment.terminal, `${plain(file)}: ${counted(rules.length, 'rule')}, all of them can be used.`);
    });
}

function addTriggersTry({ triggers, environment }: Group): void {
  triggers
    .command('try')
    .description('Says what an event would start by each rule of a file, or why it would not. Starts nothing.')
    .argument('<file>', 'the draft of triggers.yaml')
    .argument('<event>', 'the event as JSON, as the other system would send it')
    .addHelpText('after', examplesOf('sophia triggers try my-triggers.yaml event.json'))
    .action(async (file: string, eventFile: string) => {
      const rules = await readDraft({ environment, file });
      const { terminal } = environment;
      const event = await readEventFile(path.resolve(terminal.workingDirectory, eventFile));
      const tried = tryTriggers({ triggers: rules, event });
      writeOutput(terminal, tried.map(describeTried).join('\n') || 'No rule: the event would start nothing.');
    });
}

async function readDraft({ environment, file }: { environment: CommandEnvironment; file: string }) {
  const text = await readTriggersFile(path.resolve(environment.terminal.workingDirectory, file));
  return readTriggers({ text, name: file });
}

interface Line {
  readonly name: string;
  readonly enabled: boolean;
  readonly when: Trigger['when'];
  readonly start: Trigger['start'];
  readonly call?: string | undefined;
  readonly deal?: string | undefined;
  readonly to?: { readonly channel?: string | undefined; readonly person?: string | undefined } | undefined;
  readonly text?: string | undefined;
}

function describeRule({ name, enabled, when, start, call, deal, to, text }: Line): string {
  const place = call ?? deal;
  const conditions = Object.entries(when).map(([field, wanted]) => `${field} is ${inWords(wanted)}`);
  return [
    `${plain(name)}${enabled ? '' : ' (not enabled, starts nothing)'}`,
    `  when   ${plain(conditions.join(' and '))}`,
    `  start  ${start}${place === undefined ? '' : ` (${place})`}${to === undefined ? '' : ` to ${receiverOf(to)}`}`,
    ...(text === undefined ? [] : [`  text   ${plain(text)}`]),
  ].join('\n');
}

function receiverOf({ channel, person }: NonNullable<Line['to']>): string {
  return plain(channel === undefined ? (person ?? '') : `#${channel.replace(/^#/, '')}`);
}

function describeTried({ name, enabled, start, misses }: TriedTrigger): string {
  if (start !== null) return `starts   ${plain(name)}: ${describeStart(start)}`;
  const reasons = misses.map(
    ({ path: field, wanted, found }) =>
      `${field} is ${found === undefined ? 'not there' : JSON.stringify(found)}, wanted ${inWords(wanted)}`,
  );
  const all = enabled ? reasons : ['it is not enabled', ...reasons];
  return `does not ${plain(name)}: ${plain(all.join('; '))}`;
}

function describeStart(start: TriggeredStart): string {
  switch (start.start) {
    case 'take-in-call':
      return start.call === null ? 'take-in-call fails, the event names no call' : `take-in-call ${start.call}`;
    case 'send-brief':
      return start.deal === null ? 'send-brief fails, the event names no deal' : `send-brief of the deal ${start.deal}`;
    case 'send-message':
      return start.text === null
        ? 'send-message fails, the event lacks a value of its text'
        : `send-message to ${receiverOf(start.to)}: ${plain(start.text)}`;
    case 'sync-calls':
    case 'sync-crm':
      return start.start;
  }
}

function inWords(wanted: Condition): string {
  return Array.isArray(wanted) ? wanted.map((one) => JSON.stringify(one)).join(' or ') : JSON.stringify(wanted);
}
