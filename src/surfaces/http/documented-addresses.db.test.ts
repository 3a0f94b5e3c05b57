import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { server } = await createRestServer(workContextOf(world.ctx).ctx);
after(() => server.close());

/** What a browser asks for by itself, and what only follows from another address. */
const unlisted = ['/favicon.ico', '/sign-in/openid/return', '/sign-in/openid/leave/on'];
/** They depend on what is connected, and are not there in this test. */
const connected = ['/webhooks/gong', '/webhooks/hubspot', '/slack/events', '/sign-in/openid', '/graphql'];

/** The addresses that the server answers, as `GET /calls/*`: each parameter is a star. */
function servedRoutes(): Set<string> {
  const served = new Set<string>();
  const above: string[] = [];
  for (const line of server.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', path = '', methods = ''] = /^([│├└─\s]*)(\S*) \(([A-Z, ]+)\)/.exec(line) ?? [];
    if (methods === '') continue;
    const depth = indent.length / 4;
    above.splice(depth - 1, above.length, path);
    const whole = above.join('').replaceAll(/:[A-Za-z]+/g, '*');
    for (const method of methods.split(', ')) served.add(`${method} ${whole}`);
  }
  return served;
}

/** What the tables of addresses in docs/commands.md name: pages by their path, others with the method. */
function documentedRoutes(): string[] {
  const document = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8');
  const [, addresses = ''] = document.split('\n## Addresses\n');
  const found: string[] = [];
  for (const line of addresses.split('\n').filter((each) => each.startsWith('| `'))) {
    let last = '';
    for (const [, code = ''] of (line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)) {
      const [, method = 'GET', place = ''] = /^(?:([A-Z]+) )?(…?\/[^?#]*|…[^?#]*)/.exec(code) ?? [];
      if (place === '') continue;
      // An ellipsis stands for the address before it, without its last word where that is one of several.
      const path = place.startsWith('…') ? `${last}${place.slice(1)}` : place;
      if (!place.startsWith('…')) last = path.replace(/\/[a-z]+$/, (word) => (/>\/[a-z]+$/.test(path) ? '' : word));
      found.push(`${method} ${path.replaceAll(/<[^>]+>/g, '*')}`);
    }
  }
  return found;
}

/** Whether a route with stars is asked by an address. */
function answers(route: string, address: string): boolean {
  const [served, asked] = [route.split('/'), address.split('/')];
  return served.length === asked.length && served.every((part, place) => part === '*' || part === asked[place]);
}

describe('the addresses in docs/commands.md', () => {
  const served = servedRoutes();
  const documented = documentedRoutes();

  it('are all answered', () => {
    assert.ok(documented.length > 20);
    const missing = documented.filter((route) => {
      const [method = '', path = ''] = route.split(' ');
      if (connected.includes(path)) return false;
      return ![...served].some((one) => answers(one, `${method} ${path}`));
    });
    assert.deepEqual(missing, [], 'docs/commands.md names addresses that there are not');
  });

  it('are all the pages that there are', () => {
    const pages = [...served]
      .filter((route) => route.startsWith('GET ') && !route.startsWith('GET /api/v1/'))
      .filter((route) => !unlisted.includes(route.slice(4)));
    assert.ok(pages.includes('GET /ledger') && pages.includes('GET /calls/*/*'), pages.join(', '));
    const undocumented = pages.filter((route) => !documented.some((one) => answers(route, one)));
    assert.deepEqual(undocumented, [], 'docs/commands.md leaves out addresses: give each a row');
  });
});
