import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createPlace, join } from '#test/access-place';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import * as door from './index.ts';

const suite = await databaseForSuite();
const at = await createPlace(suite);
const { ctx } = at;
const maya = await join(at);
const tom = await join(at, { email: 'tom@tidewater.example', role: 'manager' });
const rules = [{ of: 'deal', property: 'state', values: ['CA'] }] as const;

/** Eight at the same moment, each with the number of its turn. */
function atOnce<Answer>(work: (turn: number) => Promise<Answer>): Promise<PromiseSettledResult<Answer>[]> {
  return Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map(work));
}

function problemsOf(settled: readonly PromiseSettledResult<unknown>[]): string[] {
  return settled.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
}

async function recordsOf(action: string): Promise<unknown[]> {
  return ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action)))
    .orderBy(auditRecords.sequence);
}

/** The embedded database does one transaction after the other. */
describe('several administrators at the same moment', () => {
  it('set one territory one after the other, whether it is there or not', needs.realPostgres, async () => {
    function setCoast(turn: number) {
      const members = turn % 2 === 0 ? [maya.email] : [tom.email, maya.email];
      return door.setTerritory({ ctx, input: { name: 'Coast', rules: [...rules], members } });
    }
    for (const round of [1, 2]) {
      assert.deepEqual(problemsOf(await atOnce(setCoast)), []);
      const { territories } = await door.listTerritories({ ctx });
      assert.equal(territories.length, 1);
      const news = (await recordsOf('territory.set')).filter((record) =>
        JSON.stringify(record).includes('"before":null'),
      );
      assert.deepEqual([news.length, (await recordsOf('territory.set')).length], [1, 8 * round]);
    }
    const mixed = await atOnce((turn) => {
      const isGone = turn % 2 === 0;
      const input = { name: 'Coast', rules: isGone ? [] : [...rules], members: isGone ? [] : [maya.email] };
      return door.setTerritory({ ctx, input });
    });
    assert.deepEqual(problemsOf(mixed), []);
  });

  it('set and remove one team one after the other', needs.realPostgres, async () => {
    const settled = await atOnce((turn) => {
      const leads = turn % 2 === 0 ? [] : [maya.email];
      return door.setTeam({ ctx, input: { name: 'West', leads, members: [] } });
    });
    assert.deepEqual(problemsOf(settled), []);
  });

  it('join one member of the chat, and one of the joins holds', needs.realPostgres, async () => {
    const settled = await atOnce((turn) => {
      const user = turn % 2 === 0 ? maya.email : tom.email;
      const input = {
        source: 'slack',
        memberId: 'u7',
        user,
        address: `m${turn}@mail.example`,
        because: 'asked',
      } as const;
      return door.linkChatUser({ ctx, input });
    });
    assert.deepEqual(problemsOf(settled), []);
    const { links } = await door.listChatLinks({ ctx });
    assert.deepEqual(
      links.map(({ memberId }) => memberId),
      ['U7'],
    );
    const first = (await recordsOf('user.chat_linked')).filter((record) =>
      JSON.stringify(record).includes('"before":null'),
    );
    assert.equal(first.length, 1);
  });

  it('make what another has made a moment before: the second is told', async () => {
    const input = { name: 'North', leads: [maya.email], members: [], replaces: [null] };
    await door.setTeam({ ctx, input });
    await assert.rejects(door.setTeam({ ctx, input: { ...input, leads: [tom.email] } }), {
      code: 'access.stale',
      message: /^Expected the team North not to be there yet, found the version /,
    });
    const territory = { name: 'Delta', rules: [...rules], members: [maya.email], replaces: [null] };
    await door.setTerritory({ ctx, input: territory });
    await assert.rejects(door.setTerritory({ ctx, input: { ...territory, members: [tom.email] } }), {
      code: 'access.stale',
    });
    const { teams } = await door.listTeams({ ctx });
    assert.deepEqual(teams.find(({ name }) => name === 'North')?.leads, [maya.email]);
  });
});
