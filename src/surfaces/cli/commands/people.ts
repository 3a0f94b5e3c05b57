import type { Command } from 'commander';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type ListFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { plain, words } from '../wording.ts';
import { writeJson } from '../write-list.ts';

type Person = OperationOutput<'people.list'>['people'][number];

/** `sophia people`: our own people, what each system calls them, and corrections of who is who. */
export function addPeopleCommand(program: Command, environment: CommandEnvironment): void {
  const people = program
    .command('people')
    .summary('our own people and what each system calls them')
    .description('Our own people with their identities in each system and the reason why they are the same person.')
    .addHelpText('after', examplesOf('sophia people list', 'sophia people split idn_01…'));
  addListOptions(people.command('list').description('Lists the people with their identities, by name.'))
    .addHelpText('after', examplesOf('sophia people list', 'sophia people list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('people.list', {});
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, answer);
        else if (answer.people.length === 0) {
          writeMessage(
            terminal,
            'Nobody is known yet: people come from the connected vendors. See sophia sync status.',
          );
        } else writeOutput(terminal, answer.people.map(describe).join('\n'));
        return exitCodes.all;
      });
    });
  addWorkspaceOption(
    people
      .command('link')
      .description('Puts an identity to a person. It stays so: no rule moves it again.')
      .argument('<identity>', "the identity's id, or as much of it as only one has")
      .argument('<person>', 'the id of whom it belongs to, or as much of it as only one has'),
  )
    .addHelpText('after', examplesOf('sophia people link idn_01… per_01…'))
    .action(async (identityId: string, personId: string, flags: WorkspaceFlags, self: Command) => {
      await move({ environment, self, flags, identityId, personId });
    });
  addWorkspaceOption(
    people
      .command('split')
      .description('Takes an identity apart from whom it was joined with, as a person of its own.')
      .argument('<identity>', "the identity's id, or as much of it as only one has"),
  )
    .addHelpText('after', examplesOf('sophia people split idn_01…'))
    .action(async (identityId: string, flags: WorkspaceFlags, self: Command) => {
      await move({ environment, self, flags, identityId, personId: null });
    });
}

async function move({
  environment,
  self,
  flags,
  identityId,
  personId,
}: {
  environment: CommandEnvironment;
  self: Command;
  flags: WorkspaceFlags;
  identityId: string;
  personId: string | null;
}): Promise<void> {
  await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
    const moved = await operator.call('people.move', { identityId, personId });
    writeMessage(environment.terminal, `The identity now belongs to ${moved.personId}.`);
    return exitCodes.all;
  });
}

function describe({ name, personId, identities }: Person): string {
  const lines = identities.map(({ identityId, source, externalId, email, evidence, manual }) => {
    const who = email === null ? externalId : `${email}, ${externalId}`;
    const why = `${words(evidence.rule)}: ${evidence.detail}${manual ? ' (said by a person)' : ''}`;
    return `    ${identityId}  ${source}: ${plain(who)}  ${plain(why)}`;
  });
  return [`${plain(name)}  ${personId}`, ...lines].join('\n');
}
