import { type Command, Option } from 'commander';
import type { CrmRecordType } from '#contracts';
import { SophiaError } from '#platform/errors';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeMatch } from '../describe-match.ts';
import { exitCodes } from '../exit-codes.ts';
import { addWorkspaceOption, examplesOf, type WorkspaceFlags } from '../list-options.ts';
import { writeOutput } from '../terminal.ts';

interface LinkFlags extends WorkspaceFlags {
  readonly deal?: string;
  readonly lead?: string;
  readonly company?: string;
  readonly contact?: string;
  readonly notContact?: string;
  readonly none?: CrmRecordType;
}

interface Said {
  readonly objectType: CrmRecordType;
  readonly record: string | null;
  readonly takesOff?: boolean;
}

/** `sophia calls link`: says what a call is about, where that was not found or found wrongly. */
export function addLinkCommand({ calls, environment }: { calls: Command; environment: CommandEnvironment }): void {
  const link = calls
    .command('link')
    .description('Says what a call is about. It stays so, and what follows from the call is proposed anew.')
    .argument('<call>', "the call's id, or the beginning or end of it")
    .option('--deal <name>', 'the deal, by its name or id')
    .option('--lead <name>', 'the lead, by its name or id')
    .option('--company <name>', 'the company, by its name, domain or id')
    .option('--contact <name>', 'a contact who took part, by name, e-mail address or id; the others stay')
    .option('--not-contact <name>', 'a contact who did not take part')
    .addOption(
      new Option('--none <type>', 'the call is about none of these').choices(['deal', 'lead', 'company', 'contact']),
    );
  addWorkspaceOption(link)
    .addHelpText(
      'after',
      examplesOf(
        'sophia calls link 8f2c41aa --deal "Larkspur Hill"',
        'sophia calls link 8f2c41aa --not-contact sam@larkspur.example',
        'sophia calls link 8f2c41aa --none deal',
      ),
    )
    .action(async (callId: string, flags: LinkFlags, self: Command) => {
      const said = whatWasSaid(flags);
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const match = await operator.call('matches.correct', { callId, ...said });
        writeOutput(environment.terminal, describeMatch(environment.terminal, match));
        return exitCodes.all;
      });
    });
}

function whatWasSaid({ deal, lead, company, contact, notContact, none }: LinkFlags): Said {
  const all: Said[] = [
    ...(deal === undefined ? [] : [{ objectType: 'deal', record: deal } as const]),
    ...(lead === undefined ? [] : [{ objectType: 'lead', record: lead } as const]),
    ...(company === undefined ? [] : [{ objectType: 'company', record: company } as const]),
    ...(contact === undefined ? [] : [{ objectType: 'contact', record: contact } as const]),
    ...(notContact === undefined ? [] : [{ objectType: 'contact', record: notContact, takesOff: true } as const]),
    ...(none === undefined ? [] : [{ objectType: none, record: null }]),
  ];
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  throw new SophiaError(
    'input.invalid',
    `Expected exactly one of --deal, --lead, --company, --contact, --not-contact and --none, found ${all.length}.`,
  );
}
