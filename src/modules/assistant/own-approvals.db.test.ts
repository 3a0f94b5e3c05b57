import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { listOwnApprovals, readPolicy } from '#modules/changesets';
import type { Actor } from '#platform/context';
import { sql } from '#platform/sql';
import { createChangeWorld, dealOwner, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createTakenOffWorld } from '#test/taken-off-world';
import { askQuestion } from './index.ts';

const suite = await databaseForSuite();
/** The amount is decided on by Rosa, all else by the owner of the deal, who is Maya. */
const policy = readPolicy({
  name: 'own.yaml',
  text: `version: 1
asking: { approvers: [deal_owner], needed: 1 }
rules:
  - { name: amounts, when: { field: amount }, verdict: ask, asking: { approvers: [rosa@tidewater.example], needed: 1 } }
otherwise: { verdict: ask }
`,
});
const world = await createChangeWorld(suite, { policy });
const [amount, day, step] = await world.propose([
  setting('amount', '27500'),
  setting('closedate', '2026-12-11'),
  setting('next_steps', 'Send the contract'),
]);

function person(email: string | null): Actor {
  return { type: 'chat_user', source: 'slack', userId: `U-own-${email}`, name: 'Somebody', email };
}

function account(email: string, role: 'administrator' | 'manager' | 'executive') {
  const grant = { role, scopes: null, seesOnly: null } as const;
  return { type: 'user', userId: `usr_${role}`, name: email, email, credentialId: 'ses_1', grant } as const;
}

async function ask(question: string, actor: Actor): Promise<Answer> {
  const ctx = world.as(actor);
  const answer = await askQuestion({ ctx, input: { question, channel: 'slack', conversation: null } });
  assert.equal(answer.intent, 'approvals.waiting', question);
  const [figure] = answer.figures;
  const { rows } = await ctx.db.execute(sql.raw(answer.queries[0]?.sql ?? ''));
  assert.equal(rows[0]?.['count'], figure?.value, question);
  return answer;
}

async function listed(question: string, actor: Actor): Promise<(string | undefined)[]> {
  const { lines } = await ask(question, actor);
  return [amount, day, step]
    .map((change) => change?.changeId)
    .filter((id) => lines.some(({ text }) => text.includes(`(${id})`)));
}

describe('what waits for approval', () => {
  test('is of whoever asks where they say so, and of all otherwise', async () => {
    const mine = ['what is waiting for my approval', "what's waiting for my approval?", 'what do I have to approve'];
    for (const question of mine) {
      assert.deepEqual(await listed(question, dealOwner), [day?.changeId, step?.changeId], question);
      assert.deepEqual(await listed(question, person('rosa@tidewater.example')), [amount?.changeId], question);
    }
    for (const question of ['what is waiting for approval', 'show me which changes need approval'])
      assert.equal((await listed(question, dealOwner)).length, 3, question);
  });

  test('says that more waits for others, and that nothing waits for whoever may not decide', async () => {
    const question = 'what is waiting for my approval';
    assert.match((await ask(question, dealOwner)).text, /^2 changes wait for your decision\. More wait for the word/);
    for (const actor of [
      person('ben@tidewater.example'),
      person(null),
      account('rosa@tidewater.example', 'executive'),
    ]) {
      const { outcome, text, figures } = await ask(question, actor);
      assert.deepEqual([outcome, figures[0]?.value], ['nothing', 0], actor.type);
      assert.match(text, /^Nothing waits for your decision\. More wait for the word of others/);
    }
  });

  test('is also what is to be taken off a deal of theirs, without a word of a call that they do not see', async () => {
    const { maya, lead, off, title, callId } = await createTakenOffWorld(suite);
    const asked = { question: 'what is waiting for my approval', channel: 'api', conversation: null } as const;
    const own = await askQuestion({ ctx: maya, input: asked });
    const said = JSON.stringify(own);
    assert.ok(said.includes(off.changeId) && !said.includes(title) && !said.includes(callId), said);
    const all = await askQuestion({ ctx: lead, input: { ...asked, question: 'what is waiting for approval' } });
    assert.ok(JSON.stringify(all).includes(callId));
  });

  test('is all for an administrator and the operator, and for a program what it is for its person', async () => {
    const question = 'what is waiting for my approval';
    const administrator = account('ada@tidewater.example', 'administrator');
    for (const actor of [administrator, { type: 'operator', name: 'test' } as const])
      assert.equal((await listed(question, actor)).length, 3, actor.type);
    const actsFor = account('rosa@tidewater.example', 'manager');
    const agent: Actor = { type: 'agent', keyId: 'key_own', name: 'helper', actsFor };
    assert.deepEqual(await listed(question, agent), [amount?.changeId]);
  });

  test('belongs to its workspace, and is refused to whoever may not read changes', async () => {
    const elsewhere = suite.createContext({ workspaceId: await suite.createWorkspace(), actor: dealOwner });
    assert.deepEqual(await listOwnApprovals({ ctx: elsewhere }), { changeIds: [], hasOthers: false });
    const webhook = world.as({ type: 'webhook', source: 'slack' });
    await assert.rejects(listOwnApprovals({ ctx: webhook }), { code: 'access.denied' });
  });
});
