import { createServer } from 'node:http';
import { type Answer, html, type Markup, page, type RunningSimulator, renderPage } from './kit/index.ts';
import type { World } from './world/schema.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly page: string;
}

/** The page from which one finds the others. */
export async function startOverview(options: {
  port: number;
  simulators: readonly Listed[];
  world: World;
}): Promise<RunningSimulator> {
  const { port, simulators, world } = options;
  const server = createServer((request, response) => {
    const answer = answerFor({ path: request.url ?? '/', simulators, world });
    const text = 'text' in answer ? answer.text : JSON.stringify(answer.body);
    const contentType = 'text' in answer ? answer.contentType : 'application/json; charset=utf-8';
    response.writeHead(answer.status, { 'content-type': contentType, ...answer.headers }).end(text);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise.catch((cause: unknown) => {
    const isInUse = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!isInUse) throw cause;
    throw new Error(`Port ${port} is in use on 127.0.0.1: name another one with --overview-port.`, { cause });
  });
  const address = server.address();
  const usedPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${usedPort}`,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function answerFor(input: { path: string; simulators: readonly Listed[]; world: World }): Answer {
  switch (input.path) {
    case '/':
      return renderPage(overview(input));
    case '/_control/health':
      return { status: 200, body: { simulator: 'overview', state: 'ready' } };
    default:
      return { status: 404, body: { error: `There is nothing at ${input.path}. The overview stands at /.` } };
  }
}

function overview({ simulators, world }: { simulators: readonly Listed[]; world: World }): Markup {
  const { company, accounts, deals, calls, upcomingCalls, employees, contacts, today } = world;
  return page({
    title: 'Simulators',
    lead: `${company.name} is a company that does not exist. These programs stand in for the services that it uses.`,
    isLive: false,
    content: html`<h2>Where they are</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Simulators"><table class="stacked">
<thead><tr><th scope="col">stands in for</th><th scope="col">address</th></tr></thead>
<tbody>${simulators.map(
      ({ title, url, page: path }) =>
        html`<tr><td><a href="${url}${path}">${title}</a></td><td><code>${url}</code></td></tr>`,
    )}</tbody></table></div>
<h2>The world in them</h2>
<dl class="facts">
<div><dt>Seen from</dt><dd>${today}</dd></div>
<div><dt>Own people</dt><dd>${employees.length}</dd></div>
<div><dt>Accounts</dt><dd>${accounts.length}</dd></div>
<div><dt>Contacts</dt><dd>${contacts.length}</dd></div>
<div><dt>Deals</dt><dd>${deals.length}</dd></div>
<div><dt>Calls that were</dt><dd>${calls.length}</dd></div>
<div><dt>Calls to come</dt><dd>${upcomingCalls.length}</dd></div>
</dl>`,
  });
}
