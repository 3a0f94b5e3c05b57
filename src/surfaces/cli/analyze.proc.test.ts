import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { z } from 'zod';
import { AnalysisReport } from '#contracts';
import { callText } from '#test/batch-of-calls';
import { projectDirectory, type RunOptions, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';

const worlds = await sophiaWorlds();
const ours = ['--internal', 'Maya Okafor'];
const Calls = z.object({ calls: z.array(z.object({ callId: z.string(), sourceName: z.string(), version: z.int() })) });

/** Commands through a running server: what most of them do is the same in both places and faster there. */
describe('sophia analyze through a running server', { timeout: 900_000 }, () => {
  let world: SophiaWorld;

  before(async () => {
    world = await worlds.create();
    await world.serve();
  });

  async function writeCall(name: string, text: string | Buffer): Promise<void> {
    await mkdir(join(world.folder, name, '..'), { recursive: true });
    await writeFile(join(world.folder, name), text);
  }

  async function analyze(parameters: readonly string[], options: RunOptions = {}) {
    return world.run(['analyze', ...ours, ...parameters], options);
  }

  async function reportOf(parameters: readonly string[], options: RunOptions = {}): Promise<AnalysisReport> {
    const ended = await analyze([...parameters, '--format', 'json'], options);
    assert.equal(ended.code, 0, ended.stderr);
    return AnalysisReport.parse(JSON.parse(ended.stdout));
  }

  it('prints one JSON document and nothing else on standard output, with 0', async () => {
    await writeCall('one.txt', callText(1));
    const report = await reportOf(['one.txt']);
    assert.equal(report.envelope.source, 'one.txt');
    assert.deepEqual(report.envelope.brokenClaims, []);
    assert.ok(report.result.findings.objections.some(({ quote }) => quote.includes('big jump')));
    await writeCall('two.txt', callText(2));
    const both = await analyze(['one.txt', 'two.txt', '--format', 'json']);
    assert.deepEqual(
      z
        .array(AnalysisReport)
        .parse(JSON.parse(both.stdout))
        .map(({ envelope }) => envelope.source),
      ['one.txt', 'two.txt'],
    );
  });

  it('reads standard input', async () => {
    const report = await reportOf(['-'], { input: callText(3) });
    assert.equal(report.envelope.source, 'standard input');
    assert.equal(report.result.call.turns.length, 4);
    const nothing = await analyze(['-'], { input: '' });
    assert.deepEqual([nothing.code, nothing.stdout], [1, '']);
    assert.match(nothing.stderr, /standard input.*\n→ /);
  });

  it('reports what cannot be read, file by file, and goes on with the rest: 3 for some, 1 for none', async () => {
    const bad: Record<string, string | Buffer> = {
      'bad/empty.vtt': '',
      'bad/binary.txt': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 1, 2, 3]),
      'bad/broken.json': '{"format": "sophia.transcript/1", "turns": [',
      'bad/silent.vtt': 'WEBVTT\n',
    };
    for (const [name, content] of Object.entries(bad)) await writeCall(name, content);
    await writeCall('bad/good.txt', callText(4));
    await mkdir(join(world.folder, 'bad', 'nothing'), { recursive: true });
    const inputs = ['bad', 'missing.vtt', 'bad/nothing', '*.ctm'];
    const some = await analyze([...inputs, '--format', 'json']);
    assert.equal(some.code, 3, some.stderr);
    assert.equal(AnalysisReport.parse(JSON.parse(some.stdout)).envelope.source, 'bad/good.txt');
    for (const name of [...Object.keys(bad), 'missing.vtt', 'bad/nothing', '*.ctm']) {
      const line = some.stderr.split('\n').find((text) => text.includes(name));
      assert.ok(line !== undefined, `${name} is not named:\n${some.stderr}`);
      assert.match(line, /expected/i, name);
    }
    assert.doesNotMatch(some.stderr, /at .*\.ts:\d+|unforeseen/);
    const none = await analyze([...Object.keys(bad), 'missing.vtt', 'bad/nothing']);
    assert.deepEqual([none.code, none.stdout], [1, '']);
    assert.deepEqual((await analyze(['bad/nothing', '*.ctm'])).code, 1);
  });

  it('takes one file twice as one call, and a changed file as version 2 with the old one kept', async () => {
    await writeCall('same.txt', callText(5));
    const first = await reportOf(['same.txt']);
    const again = await reportOf(['same.txt', './same.txt']);
    assert.equal(again.envelope.analysisId, first.envelope.analysisId);
    await writeCall('same.txt', callText(5).replace('big jump', 'huge jump'));
    const changed = await reportOf(['same.txt']);
    assert.deepEqual([changed.envelope.callId, changed.envelope.callVersion], [first.envelope.callId, 2]);
    const list = await world.run(['calls', 'list', '--json', '--limit', '1000']);
    const stored = Calls.parse(JSON.parse(list.stdout)).calls.filter(({ sourceName }) => sourceName === 'same.txt');
    assert.deepEqual(stored, [{ callId: first.envelope.callId, sourceName: 'same.txt', version: 2 }]);
    const show = ['calls', 'show', first.envelope.callId, '--format', 'json', '--analysis', first.envelope.analysisId];
    const old = await world.run(show);
    assert.deepEqual(AnalysisReport.parse(JSON.parse(old.stdout)).result, first.result);
  });

  it('takes day, zone and own people from the options', async () => {
    const text = callText(6).replaceAll('Maya Okafor', 'Nina Falk');
    await writeCall('options.txt', text);
    const plain = await world.run(['analyze', 'options.txt', '--format', 'json']);
    const without = AnalysisReport.parse(JSON.parse(plain.stdout)).result;
    assert.deepEqual([without.call.date, without.call.timeZone], [null, 'UTC']);
    assert.deepEqual([...new Set(without.call.turns.map(({ side }) => side))], ['unknown']);
    assert.deepEqual(
      without.findings.commitments.map(({ due }) => due),
      [{ text: 'by Friday', date: null }],
    );
    const reasons = without.findings.abstentions.map(({ reason }) => reason);
    assert.ok(reasons.includes('sides_unknown') && reasons.includes('date_unknown'), reasons.join());

    const options = ['--date', '2026-09-14', '--time-zone', 'America/Chicago', '--internal', 'Nina Falk'];
    const asked = await world.run(['analyze', 'options.txt', '--format', 'json', ...options]);
    const { call, findings } = AnalysisReport.parse(JSON.parse(asked.stdout)).result;
    assert.deepEqual([call.date, call.timeZone], ['2026-09-14', 'America/Chicago']);
    assert.deepEqual(
      call.turns.map(({ side }) => side),
      ['internal', 'external', 'internal', 'external'],
    );
    assert.deepEqual(
      findings.commitments.map(({ due }) => due),
      [{ text: 'by Friday', date: '2026-09-18' }],
    );
    assert.deepEqual(findings.abstentions, []);
  });

  it('counts relative paths from where the user stands, also where npm has moved the process', async () => {
    await writeCall('inner/here.txt', callText(7));
    const inner = join(world.folder, 'inner');
    const npm = ['--prefix', projectDirectory, 'run', '--silent', 'sophia', '--'];
    const ended = await world.run([...npm, 'analyze', 'here.txt', ...ours, '--out', 'reports'], {
      program: 'npm',
      workingDirectory: inner,
    });
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(await readdir(join(inner, 'reports')), ['here.txt']);
  });

  it('writes a file for each call with --out, of any format, under names that do not collide', async () => {
    await writeCall('out/a/call one.txt', callText(8));
    await writeCall('out/b/call one.txt', callText(9));
    for (const [format, names] of Object.entries({
      html: ['call-one-2.html', 'call-one.html'],
      json: ['call-one-2.json', 'call-one.json'],
      markdown: ['call-one-2.md', 'call-one.md'],
      table: ['call-one-2.txt', 'call-one.txt'],
    })) {
      const ended = await analyze(['out/a', 'out/b', '--format', format, '--out', `reports/${format}`]);
      assert.deepEqual([ended.code, ended.stdout], [0, ''], ended.stderr);
      assert.match(ended.stderr, /2 reports written to /);
      const folder = join(world.folder, 'reports', format);
      assert.deepEqual((await readdir(folder)).sort(), names);
    }
    const page = await readFile(join(world.folder, 'reports', 'html', 'call-one.html'), 'utf8');
    assert.match(page, /^<!doctype html>/i);
    assert.doesNotMatch(page, /(?:src|href)="https?:/);
    AnalysisReport.parse(JSON.parse(await readFile(join(world.folder, 'reports', 'json', 'call-one.json'), 'utf8')));
  });

  it('asks for --out where several pages would be one document, before any work is done', async () => {
    await writeCall('pages/a.txt', callText(10));
    await writeCall('pages/b.txt', callText(11));
    const ended = await analyze(['pages', '--format', 'html']);
    assert.deepEqual([ended.code, ended.stdout], [2, '']);
    assert.match(ended.stderr, /^Expected --out FOLDER for 2 HTML reports, found none\.\n→ /);
    const one = await analyze(['pages/a.txt', '--format', 'html']);
    assert.equal(one.code, 0, one.stderr);
    assert.match(one.stdout, /^<!doctype html>[\s\S]*<\/html>\s*$/i);
    const list = await world.run(['calls', 'list', '--json', '--limit', '1000']);
    assert.ok(!list.stdout.includes('pages/b.txt'));
  });

  it('takes globs', async () => {
    await writeCall('globs/2026-09-14-a.txt', callText(12));
    await writeCall('globs/2026-10-14-b.txt', callText(13));
    const report = await reportOf(['globs/2026-09-*.txt']);
    assert.deepEqual([report.envelope.source, report.result.call.date], ['globs/2026-09-14-a.txt', '2026-09-14']);
  });

  it('ends in silence where nobody reads its output any more', async () => {
    await writeCall('pipe.txt', callText(14).repeat(200));
    const child = world.start(['analyze', ...ours, 'pipe.txt', '--format', 'json']);
    child.child.stdout?.once('data', () => child.child.stdout?.destroy());
    const ended = await child.ended;
    assert.doesNotMatch(ended.stderr, /EPIPE|unforeseen|at .*\.ts:\d+/);
  });

  it('has another workspace refused that does not exist', async () => {
    const ended = await analyze(['one.txt', '--workspace', 'nowhere']);
    assert.deepEqual([ended.code, ended.stdout], [1, '']);
    assert.match(ended.stderr, /Expected the workspace nowhere, found none of that name\.\n→ /);
  });

  it('shows one call by the end of its id, and names one that is not there', async () => {
    const { envelope } = await reportOf(['one.txt']);
    const shown = await world.run(['calls', 'show', envelope.callId.slice(-10), '--format', 'markdown']);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /big jump from what we pay today/);
    const missing = await world.run(['calls', 'show', 'ffffff']);
    assert.deepEqual([missing.code, missing.stdout], [1, '']);
    assert.match(missing.stderr, /Expected one call .*"ffffff", found none\.\n→ /);
  });

  it('saves, lists and previews trackers', async () => {
    await reportOf(['one.txt']);
    const preview = ['trackers', 'preview', 'Jumps', '--keywords', 'big jump,price break', '--side', 'external'];
    const tried = await world.run([...preview, '--json']);
    assert.equal(tried.code, 0, tried.stderr);
    const found = z.object({ hits: z.int(), costMicroUsd: z.int(), ran: z.boolean() }).parse(JSON.parse(tried.stdout));
    assert.ok(found.hits >= 1 && found.ran && found.costMicroUsd === 0);
    const none = await world.run(['trackers', 'list']);
    assert.deepEqual([none.code, none.stdout], [0, '']);
    const added = await world.run(['trackers', 'add', 'Jumps', '--keywords', 'big jump', '--side', 'external']);
    assert.match(added.stderr, /Jumps saved/);
    assert.match((await world.run(['trackers', 'list'])).stdout, /^Jumps +big jump +keyword +external +all calls\n$/m);
    const report = await reportOf(['one.txt']);
    assert.deepEqual(
      report.result.findings.trackers.map(({ name, hits }) => [name, hits.length]),
      [['Jumps', 1]],
    );
    const both = await world.run(['trackers', 'add', 'X', '--keywords', 'a', '--question', 'Is it so at all?']);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /Expected either --keywords or --question/);
  });
});

describe('sophia analyze alone', { timeout: 900_000 }, () => {
  it('analyzes 300 files in one batch, each of them once', async () => {
    const world = await worlds.createEmpty();
    await mkdir(join(world.folder, 'calls'));
    for (let number = 0; number < 300; number += 1) {
      await writeFile(join(world.folder, 'calls', `${number}.txt`), callText(number));
    }
    const ended = await world.run(['calls', 'import', 'calls', ...ours]);
    assert.deepEqual([ended.code, ended.stdout], [0, ''], ended.stderr);
    assert.match(ended.stderr, /300 of 300[^\n]*\n[\s\S]*300 calls, 0 of them known before\./);
    await world.withDatabase(async ({ pool }) => {
      const { rows } = await pool.query('select count(distinct call_id)::int calls, count(*)::int all from analyses');
      assert.deepEqual(rows, [{ calls: 300, all: 300 }]);
    });
    await writeFile(join(world.folder, 'copy.txt'), callText(0));
    const again = await world.run(['calls', 'import', 'calls/0.txt', 'copy.txt', ...ours]);
    assert.match(again.stderr, /\n1 call, 1 of them known before\./);
  });

  it('gives the same bytes in another process, under another zone and language of the machine', async () => {
    const source = join(projectDirectory, 'examples', 'calls', '06-negotiation-hollis-creek-2026-08-27.txt');
    const texts: string[] = [];
    for (const environment of [
      { TZ: 'America/Chicago', LANG: 'en_US.UTF-8' },
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ]) {
      const world = await worlds.create();
      const ended = await world.run(['analyze', source, '--format', 'json', '--internal', 'Maya Okafor'], {
        environment,
      });
      assert.equal(ended.code, 0, ended.stderr);
      texts.push(JSON.stringify(AnalysisReport.parse(JSON.parse(ended.stdout)).result));
    }
    assert.equal(texts[0], texts[1]);
  });
});

describe('bin/sophia', { timeout: 900_000 }, () => {
  it('explains itself on a Node that is too old', async () => {
    const script = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' }); await import('./bin/sophia.mjs');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: projectDirectory });
    let messages = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      messages += text;
    });
    await once(child, 'close');
    assert.equal(child.exitCode, 2);
    assert.match(messages, /Sophia runs on Node 24; this is Node 20\.1\.0\.\n→ Run: npm install/);
  });
});
