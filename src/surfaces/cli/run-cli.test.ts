import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { describe, it } from 'node:test';
import type { CommandEnvironment } from './command-environment.ts';
import { runCli } from './run-cli.ts';

const commands = [
  [],
  ['start'],
  ['analyze'],
  ['calls'],
  ['calls', 'list'],
  ['calls', 'show'],
  ['calls', 'link'],
  ['calls', 'search'],
  ['calls', 'import'],
  ['triggers'],
  ['triggers', 'list'],
  ['triggers', 'check'],
  ['triggers', 'try'],
  ['trackers'],
  ['trackers', 'list'],
  ['trackers', 'show'],
  ['trackers', 'add'],
  ['trackers', 'preview'],
  ['changes'],
  ['changes', 'list'],
  ['changes', 'show'],
  ['changes', 'approve'],
  ['changes', 'reject'],
  ['changes', 'undo'],
  ['changes', 'propose'],
  ['changes', 'explain'],
  ['changes', 'log'],
  ['deals'],
  ['deals', 'list'],
  ['deals', 'show'],
  ['pipeline'],
  ['pipeline', 'waterfall'],
  ['pipeline', 'forecast'],
  ['channels'],
  ['channels', 'list'],
  ['channels', 'open'],
  ['channels', 'rename'],
  ['channels', 'close'],
  ['channels', 'policy'],
  ['commitments'],
  ['commitments', 'list'],
  ['commitments', 'settle'],
  ['contradictions'],
  ['contradictions', 'list'],
  ['contradictions', 'resolve'],
  ['warnings'],
  ['warnings', 'list'],
  ['warnings', 'show'],
  ['warnings', 'try'],
  ['warnings', 'limits'],
  ['warnings', 'publish'],
  ['duplicates'],
  ['duplicates', 'list'],
  ['duplicates', 'propose'],
  ['duplicates', 'dismiss'],
  ['ledger'],
  ['sync'],
  ['sync', 'status'],
  ['sync', 'now'],
  ['sync', 'calls'],
  ['inbox'],
  ['inbox', 'list'],
  ['inbox', 'show'],
  ['inbox', 'retry'],
  ['people'],
  ['people', 'list'],
  ['people', 'link'],
  ['people', 'split'],
  ['methods'],
  ['methods', 'try'],
  ['methods', 'show'],
  ['methods', 'publish'],
  ['policy'],
  ['policy', 'show'],
  ['policy', 'set'],
  ['policy', 'try'],
  ['notifications'],
  ['notifications', 'list'],
  ['notifications', 'retry'],
  ['notifications', 'configure'],
  ['users'],
  ['users', 'list'],
  ['users', 'invite'],
  ['users', 'link'],
  ['users', 'role'],
  ['users', 'close'],
  ['users', 'team'],
  ['users', 'slack'],
  ['users', 'slack-link'],
  ['users', 'slack-unlink'],
  ['users', 'territories'],
  ['users', 'territory'],
  ['users', 'sessions'],
  ['users', 'sign-out'],
  ['secrets'],
  ['secrets', 'rotate'],
  ['secrets', 'unmask'],
  ['keys'],
  ['keys', 'list'],
  ['keys', 'create'],
  ['keys', 'rotate'],
  ['keys', 'revoke'],
  ['audit'],
  ['audit', 'list'],
  ['audit', 'verify'],
  ['audit', 'export'],
  ['ask'],
  ['battlecard'],
  ['quotas'],
  ['quotas', 'list'],
  ['quotas', 'set'],
  ['quotas', 'remove'],
  ['answers'],
  ['answers', 'list'],
  ['answers', 'show'],
  ['answers', 'export'],
  ['answers', 'share'],
  ['answers', 'rate'],
  ['search'],
  ['search', 'status'],
  ['search', 'reindex'],
  ['documents'],
  ['documents', 'list'],
  ['documents', 'show'],
  ['documents', 'add'],
  ['documents', 'remove'],
  ['webhooks'],
  ['webhooks', 'list'],
  ['webhooks', 'add'],
  ['webhooks', 'test'],
  ['webhooks', 'deliveries'],
  ['webhooks', 'delivery'],
  ['webhooks', 'replay'],
  ['webhooks', 'rotate'],
  ['webhooks', 'enable'],
  ['webhooks', 'remove'],
  ['setup'],
  ['setup', 'crm'],
  ['setup', 'slack'],
  ['doctor'],
  ['db'],
  ['db', 'status'],
  ['db', 'migrate'],
];

const commandsDocument = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8');

/** What the first column of docs/commands.md writes as code: each command with the options that stand behind it. */
function documentedCommands(): { command: string; options: string[] }[] {
  const found: { command: string; options: string[] }[] = [];
  const rows = commandsDocument.split('\n').filter((line) => line.startsWith('| `sophia '));
  for (const [cell = ''] of rows.map((row) => row.split(' | '))) {
    for (const [, code = ''] of cell.matchAll(/`([^`]+)`/g)) {
      const [, command] = /^sophia ([a-z][a-z -]*[a-z])/.exec(code) ?? [];
      const options = code.match(/--[a-z][a-z-]*/g) ?? [];
      if (command !== undefined) found.push({ command: command.split(' -')[0] ?? command, options });
      else if (code.startsWith('--')) found.at(-1)?.options.push(...options);
    }
  }
  return found;
}

/** Runs a command line that must come to its end without Sophia being opened. */
async function run(...argv: string[]): Promise<{ code: number; output: string; messages: string }> {
  const texts = { output: '', messages: '' };
  function writableFor(name: keyof typeof texts): Writable {
    return new Writable({
      write: (chunk, _encoding, done) => {
        texts[name] += String(chunk);
        done();
      },
    });
  }
  function unexpected(): never {
    throw new Error('This command line must not open anything.');
  }
  const environment: CommandEnvironment = {
    terminal: {
      input: Readable.from([]),
      output: writableFor('output'),
      messages: writableFor('messages'),
      workingDirectory: '/nowhere',
      colors: false,
    },
    config: unexpected,
    connect: unexpected,
    diagnose: unexpected,
    serve: unexpected,
    database: unexpected,
  };
  const code = await runCli({ argv, environment, version: '1.2.3' });
  return { code, ...texts };
}

describe('the command line', () => {
  it('has help with examples for every command, on standard output, and says so with 0', async () => {
    for (const command of commands) {
      const { code, output, messages } = await run(...command, '--help');
      const name = ['sophia', ...command].join(' ');
      assert.deepEqual([code, messages], [0, ''], name);
      assert.match(output, new RegExp(`Usage: ${name}\\b`), name);
      assert.match(output, /Examples?:\n {2}\$ /, name);
    }
  });

  it('knows no command without a test of its help', async () => {
    for (const command of commands) {
      const { output } = await run(...command, '--help');
      const listed = output.split('Commands:\n')[1]?.split('\n\n')[0] ?? '';
      const below = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'help');
      for (const name of below) {
        const path = [...command, name].join(' ');
        assert.ok(
          commands.some((known) => known.join(' ') === path),
          `${path} is not in the list above.`,
        );
      }
    }
  });

  it('stands in docs/commands.md, every command with options that it has', async () => {
    const documented = documentedCommands();
    const paths = commands.map((command) => command.join(' '));
    const groups = paths.filter((path) => paths.some((other) => path === '' || other.startsWith(`${path} `)));
    for (const path of paths.filter((each) => !groups.includes(each))) {
      assert.ok(
        documented.some(({ command }) => command === path),
        `docs/commands.md has no \`sophia ${path}\`: give it a row.`,
      );
    }
    for (const { command, options } of documented) {
      assert.ok(paths.includes(command), `docs/commands.md has \`sophia ${command}\`, which is no command.`);
      const { output } = await run(...command.split(' '), '--help');
      for (const option of options) {
        assert.match(output, new RegExp(`${option}\\b`), `docs/commands.md: sophia ${command} has no ${option}.`);
      }
    }
  });

  it('takes --format wherever something is listed', async () => {
    for (const command of commands.filter((path) => path.at(-1) === 'list')) {
      const { output } = await run(...command, '--help');
      assert.match(output, /--format <format>.*\n?.*table.*json/, command.join(' '));
    }
  });

  it('suggests the right word for a mistyped command or option, and ends with 2', async () => {
    const cases = [
      { argv: ['analyse', 'call.vtt'], suggestion: /Did you mean analyze\?/ },
      { argv: ['call', 'list'], suggestion: /Did you mean calls\?/ },
      { argv: ['calls', 'lst'], suggestion: /Did you mean list\?/ },
      { argv: ['trackers', 'previw', 'X'], suggestion: /Did you mean preview\?/ },
      { argv: ['analyze', 'call.vtt', '--fromat', 'json'], suggestion: /Did you mean --format\?/ },
      { argv: ['analyze', 'call.vtt', '--internl', 'Maya'], suggestion: /Did you mean --internal\?/ },
      { argv: ['start', '--no-exmple'], suggestion: /Did you mean --no-example\?/ },
      { argv: ['db', 'status', '--jsn'], suggestion: /Did you mean --json\?/ },
    ];
    for (const { argv, suggestion } of cases) {
      const { code, output, messages } = await run(...argv);
      assert.deepEqual([code, output], [2, ''], argv.join(' '));
      assert.match(messages, suggestion, argv.join(' '));
      assert.match(messages, /→ /, argv.join(' '));
    }
  });

  it('says what an option takes where it was given something else, and ends with 2', async () => {
    const cases = [
      { argv: ['analyze', 'a.vtt', '--format', 'pdf'], message: /Allowed choices are .*markdown/ },
      { argv: ['analyze', 'a.vtt', '--engine', 'magic'], message: /Allowed choices are rules, model/ },
      {
        argv: ['analyze', 'a.vtt', '--date', '2026-02-30'],
        message: /Expected a day such as 2026-09-14, found "2026-02-30"/,
      },
      { argv: ['analyze', 'a.vtt', '--date', '14.9.2026'], message: /Expected a day such as 2026-09-14/ },
      { argv: ['analyze', 'a.vtt', '--time-zone', 'Chicago'], message: /name of a zone such as America\/Chicago/ },
      { argv: ['analyze', 'a.vtt', '--input-format', 'docx'], message: /Allowed choices are webvtt/ },
      { argv: ['start', '--role', 'api,cook'], message: /cook/ },
      { argv: ['calls', 'list', '--limit', 'many'], message: /whole number/ },
      { argv: ['calls', 'list', '--limit', '0'], message: /whole number/ },
      { argv: ['trackers', 'preview', 'X', '--keywords', 'a', '--calls', 'all'], message: /whole number/ },
      {
        argv: ['trackers', 'add', 'X', '--keywords', 'a', '--side', 'left'],
        message: /Allowed choices are internal, external/,
      },
      { argv: ['changes', 'list', '--state', 'gone'], message: /Allowed choices are proposed, waiting/ },
      { argv: ['changes', 'list', '--waiting', '--state', 'applied'], message: /cannot be used with/ },
      { argv: ['changes', 'undo'], message: /exactly one of an id, --set, --day and --rule, found 0/ },
      { argv: ['changes', 'undo', 'chg_1', '--rule', 'x'], message: /exactly one of .*, found 2/ },
      {
        argv: ['calls', 'link', 'call_1'],
        message: /exactly one of --deal, --lead, --company, --contact, --not-contact and --none, found 0/,
      },
      { argv: ['sync', 'calls', '--from', '2026-09-01', '--to', 'now'], message: /Expected a day such as/ },
      { argv: ['sync', 'calls', '--from', '2026-09-02', '--to', '2026-09-01'], message: /--from on or before --to/ },
      { argv: ['notifications', 'configure', '--mute', 'noise'], message: /settings of notifications/ },
      { argv: ['changes', 'propose'], message: /Expected --deal, --since or both/ },
      { argv: ['notifications', 'configure', '--route', 'team=Sales'], message: /Expected --route such as kind=/ },
      { argv: ['notifications', 'configure', '--digest', '08:00'], message: /Expected --time-zone/ },
      { argv: ['notifications', 'configure', '--quiet-hours', 'night'], message: /such as 19:00-07:30/ },
      { argv: ['commitments', 'settle', 'com_1', 'broken'], message: /Allowed choices are kept, dropped/ },
      {
        argv: ['webhooks', 'add', 'https://a.example', '--events', 'call.done'],
        message: /call\.analyzed.*"call\.done"/,
      },
      { argv: ['webhooks', 'replay'], message: /Expected a delivery, or --endpoint with --from/ },
      { argv: ['webhooks', 'replay', '--endpoint', 'whe_1', '--from', 'monday'], message: /a day or an instant/ },
      { argv: ['webhooks', 'rotate', 'whe_1', '--overlap-hours', '999'], message: /whole number from 1 to 168/ },
      { argv: ['analyze'], message: /missing required argument 'files'/ },
      { argv: ['calls', 'show'], message: /missing required argument 'call'/ },
    ];
    for (const { argv, message } of cases) {
      const { code, output, messages } = await run(...argv);
      assert.deepEqual([code, output], [2, ''], `${argv.join(' ')}\n${messages}`);
      assert.match(messages, message, argv.join(' '));
    }
  });

  it('shows what there is where no command is given, and ends with 2', async () => {
    for (const argv of [[], ['calls'], ['trackers'], ['db']]) {
      const { code, output, messages } = await run(...argv);
      assert.equal(code, 2, argv.join(' '));
      assert.equal(output, '');
      assert.match(messages, /Usage: sophia/);
    }
  });

  it('prints its version', async () => {
    assert.deepEqual(await run('--version'), { code: 0, output: '1.2.3\n', messages: '' });
  });
});
