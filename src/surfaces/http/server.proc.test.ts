import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { z } from 'zod';
import { AnalysisReport, HealthReport } from '#contracts';
import { callText } from '#test/batch-of-calls';
import { type RunningServer, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const page = { accept: 'text/html,application/xhtml+xml' };
const Problem = z.object({ code: z.string(), requestId: z.string() });

describe('the server', { timeout: 900_000 }, () => {
  let world: SophiaWorld;
  let server: RunningServer;
  let call: AnalysisReport['envelope'];

  before(async () => {
    world = await worlds.create();
    await writeFile(join(world.folder, 'call.txt'), callText(1).replace('call 1', '<img src=x onerror=alert(1)>'));
    server = await world.serve();
    const ended = await world.run(['analyze', 'call.txt', '--internal', 'Maya Okafor', '--format', 'json']);
    assert.equal(ended.code, 0, ended.stderr);
    call = AnalysisReport.parse(JSON.parse(ended.stdout)).envelope;
  });

  async function get(path: string, headers: Record<string, string> = {}) {
    const answer = await fetch(`${server.address}${path}`, { headers, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  it('listens on this machine only and says that it lives and is ready', async () => {
    assert.match(server.address, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await get('/health/live')).status, 200);
    assert.equal((await get('/favicon.ico')).status, 204);
    const ready = await waitUntil('it is ready', {
      condition: async () => {
        const answer = await get('/health/ready');
        return answer.status === 200 ? answer : null;
      },
    });
    const report = HealthReport.parse(JSON.parse(ready.text));
    const names = report.dependencies.map(({ name }) => name);
    assert.deepEqual(
      ['database', 'workflows', 'analysis', 'language models', 'policy', 'redis'].filter(
        (name) => !names.includes(name),
      ),
      [],
    );
  });

  it('gives metrics under names of its own', async () => {
    const { status, headers, text } = await get('/metrics');
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/plain/);
    const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    assert.ok(names.length > 5);
    assert.deepEqual(
      names.filter((name) => !name.startsWith('sophia_')),
      [],
    );
    assert.match(text, /^sophia_calls_analyzed_total\{[^}]*outcome="stored"[^}]*\} 1$/m);
    assert.ok(!text.includes('Maya'));
  });

  it('lists the calls and shows each as a page, as JSON and as Markdown', async () => {
    const list = await get('/', page);
    assert.equal(list.status, 200);
    assert.ok(list.text.includes(`href="/calls/main/${call.callId}"`));
    const report = await get(`/calls/main/${call.callId}`, page);
    assert.equal(report.status, 200);
    assert.match(report.headers.get('content-type') ?? '', /^text\/html; charset=utf-8/);
    assert.match(report.text, /big jump from what we pay today/);
    assert.ok(report.text.includes('&lt;img src=x onerror=alert(1)&gt;'));
    assert.ok(!report.text.includes('<img src=x'));
    const json = await get(`/calls/main/${call.callId}/json`);
    assert.match(json.headers.get('content-type') ?? '', /^application\/json/);
    const api = await get(`/api/v1/calls/${call.callId}/report`);
    assert.deepEqual(AnalysisReport.parse(JSON.parse(json.text)), AnalysisReport.parse(JSON.parse(api.text)));
    const markdown = await get(`/calls/main/${call.callId}/markdown`);
    assert.match(markdown.headers.get('content-type') ?? '', /^text\/markdown/);
    const analyses = await get(`/api/v1/calls/${call.callId}/analyses`);
    assert.match(analyses.text, new RegExp(`"analysisId":"${call.analysisId}"`));
    const calls = await get('/api/v1/calls?limit=1');
    assert.match(calls.text, new RegExp(`"callId":"${call.callId}"`));
  });

  it('sends every page with headers that keep it to itself', async () => {
    for (const path of ['/', `/calls/main/${call.callId}`, '/nowhere']) {
      const { headers } = await get(path, page);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|https?:|\*/, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.match(headers.get('x-frame-options') ?? '', /^(DENY|SAMEORIGIN)$/, path);
      assert.equal(headers.get('x-powered-by'), null, path);
      assert.equal(headers.get('access-control-allow-origin'), null, path);
    }
  });

  it('answers what is not there with a page or with JSON, as was asked', async () => {
    for (const path of ['/nowhere', '/calls/main/call_nowhere', `/calls/other/${call.callId}`, '/calls/main/x/pdf']) {
      const asPage = await get(path, page);
      assert.ok([400, 404].includes(asPage.status), path);
      assert.match(asPage.headers.get('content-type') ?? '', /^text\/html/);
      assert.doesNotMatch(asPage.text, /at .*\.ts:\d+/);
    }
    assert.equal((await get('/nowhere', page)).status, 404);
    assert.equal((await get('/calls/main/call_nowhere', page)).status, 404);
    const cases = [
      { path: '/nowhere', status: 404, code: 'address.not-found' },
      { path: '/api/v1/calls/call_nowhere/report', status: 404, code: 'call.not-found' },
      { path: `/api/v1/calls/${call.callId}/report?workspace=other`, status: 404, code: 'workspace.not-found' },
      { path: `/api/v1/calls/${call.callId}/report?analysis=ana_0`, status: 404, code: 'analysis.not-found' },
      { path: '/api/v1/calls?workspace=nowhere', status: 404, code: 'workspace.not-found' },
      { path: '/api/v1/calls?limit=many', status: 400, code: 'input.invalid' },
      { path: '/api/v1/calls?lmit=5', status: 400, code: 'input.invalid' },
      { path: '/%E0%A4%A', status: 400, code: 'input.invalid' },
    ];
    for (const { path, status, code } of cases) {
      const answer = await get(path);
      assert.equal(answer.status, status, `${path}: ${answer.text}`);
      const problem = Problem.parse(JSON.parse(answer.text));
      assert.equal(problem.code, code, path);
      assert.match(problem.requestId, /^req_/, path);
    }
    const script = await get('/<script>alert(1)</script>', page);
    assert.ok(!script.text.includes('<script>alert'));
  });

  it('refuses what was addressed to another name, so that no page of another site reaches it', async () => {
    const port = Number(new URL(server.address).port);
    for (const host of ['evil.example', 'evil.example:8000', `127.0.0.1.evil.example:${port}`, `sophia:${port}`]) {
      assert.equal(await statusFor({ port, host }), 421, host);
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, '[::1]', 'LOCALHOST']) {
      assert.equal(await statusFor({ port, host }), 200, host);
    }
  });

  it('takes nothing but reading where there is nothing to write', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await fetch(`${server.address}/api/v1/calls`, { method });
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD'], method);
    }
  });
});

describe('the first start', { timeout: 900_000 }, () => {
  it('is ready once the example calls are analyzed, and shows them; later starts do not analyze them again', async () => {
    const world = await worlds.createEmpty();
    // The company of the simulators comes in behind the same gate: src/runtime/first-workflow.proc.test.ts.
    const environment = { SOPHIA_SIMULATORS: 'off' };
    const server = await world.serve([], { environment });
    const early = await fetch(`${server.address}/health/ready`);
    assert.equal(early.status, 503);
    const waiting = HealthReport.parse(await early.json());
    const example = waiting.dependencies.find(({ name }) => name === 'example calls');
    assert.ok(example?.state === 'starting' && example.action !== null, JSON.stringify(waiting));
    assert.equal((await fetch(`${server.address}/health/live`)).status, 200);
    assert.equal((await fetch(`${server.address}/`, { headers: page })).status, 200);
    await waitUntil('the server is ready', {
      condition: async () => (await fetch(`${server.address}/health/ready`)).status === 200,
    });
    const list = await (await fetch(`${server.address}/?tab=example`, { headers: page })).text();
    assert.ok(new Set(list.match(/href="\/calls\/example\/call_\w+"/g)).size >= 12);
    await waitUntil('the results stand in the terminal', {
      condition: () => server.stderr().includes('Analyze a call of your own'),
    });
    assert.match(server.stderr(), /Example calls .* 1[2-9] of 1[2-9]/);
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    const again = await world.serve([], { environment });
    await waitUntil('the server is ready', {
      condition: async () => (await fetch(`${again.address}/health/ready`)).status === 200,
    });
    await waitUntil('the later start has said what is there', {
      condition: () => again.stderr().includes('The example data is there from an earlier start.'),
    });
    again.kill('SIGTERM');
    await again.ended;
    await world.withDatabase(async ({ pool }) => {
      const { rows } = await pool.query(
        `select count(*)::int analyses, count(distinct call_id)::int calls from analyses where workspace_id = 'example'`,
      );
      const [counts] = z.array(z.object({ analyses: z.int(), calls: z.int() })).parse(rows);
      assert.ok(counts !== undefined && counts.calls >= 12 && counts.analyses === counts.calls, JSON.stringify(counts));
      const main = await pool.query(`select count(*)::int calls from calls where workspace_id <> 'example'`);
      assert.deepEqual(main.rows, [{ calls: 0 }]);
    });
  });
});

function statusFor({ port, host }: { port: number; host: string }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = request({ port, host: '127.0.0.1', path: '/health/live', headers: { host } }, (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  });
  asked.once('error', reject);
  asked.end();
  return promise;
}
