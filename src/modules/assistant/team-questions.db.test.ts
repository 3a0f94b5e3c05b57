import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { calls } from '#modules/calls';
import { crmDefinitions, crmRecords } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { getPipeline, listOwnTeams, listTeamNames, resolveFilter } from '#modules/pipeline';
import { teamMembers, teams, users } from '#modules/users';
import type { Actor } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { identifyOwner } from '#test/owner-identity';
import { definePipelines } from '#test/pipeline-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14. Of Maya are Larkspur Hill, Quince Street - Recover and Oakmere (won), of Ben Quince Street - Pay. */
const { ctx, callId } = await createAssistantWorld(suite);
await ctx.db.update(calls).set({ callDate: '2026-09-10' }).where(eq(calls.id, callId));
await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
await identifyOwner(ctx, { ownerId: '12', name: 'Ben Ruiz', email: 'ben@tidewater.example' });
await team({ id: 'team_west', name: 'West', lead: 'lena@tidewater.example', members: ['ben@tidewater.example'] });

async function team(given: { id: string; name: string; lead: string; members: readonly string[] }): Promise<void> {
  const { workspaceId } = ctx;
  const createdAt = ctx.clock.now();
  await ctx.db.insert(teams).values({ id: given.id, workspaceId, name: given.name, createdAt });
  for (const email of [given.lead, ...given.members]) {
    const person = { id: `usr_${email}`, workspaceId, email, name: email, createdAt };
    await ctx.db
      .insert(users)
      .values({ ...person, role: 'manager', state: 'invited' })
      .onConflictDoNothing();
    await ctx.db
      .insert(teamMembers)
      .values({ workspaceId, teamId: given.id, userId: person.id, leads: email === given.lead });
  }
}

function personIs(email: string, seesOnly: readonly string[] | null = null): Actor {
  const grant = { role: 'manager', scopes: null, seesOnly } as const;
  return { type: 'user', userId: `usr_${email}`, name: email, email, credentialId: 'ses_1', grant };
}
const lena = personIs('lena@tidewater.example', ['lena@tidewater.example', 'ben@tidewater.example']);
const maya = personIs('maya@tidewater.example', ['maya@tidewater.example']);

async function ask(question: string, actor: Actor = ctx.actor): Promise<Answer> {
  const input = { question, channel: 'api', conversation: null } as const;
  const answer = await askQuestion({ ctx: { ...ctx, actor }, input });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

/** A call about a deal of its own in which Payloom is named once. */
async function mentionOn(place: number): Promise<void> {
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  const recordId = `${workspaceId}-deal-8${place}`;
  await ctx.db.insert(crmRecords).values({
    id: recordId,
    workspaceId,
    source: 'hubspot',
    objectType: 'deal',
    externalId: `8${place}`,
    properties: { dealname: `Further ${place}`, dealstage: 's1' },
    name: `Further ${place}`,
    ownerId: '12',
    createdAtSource: new Date('2026-07-01T12:00:00Z'),
    updatedAtSource: now,
    syncedAt: now,
  });
  const text = `Maya Okafor: What else did you look at?\nSam Ortiz: We had a look at Payloom for branch ${place}.\n`;
  const added = await analyzeText({ ctx, name: `Further ${place}.txt`, text });
  await ctx.db.insert(callLinks).values({
    id: ctx.ids.create('callLink'),
    workspaceId,
    callId: added.callId,
    objectType: 'deal',
    recordId,
    party: null,
    method: 'name',
    confidence: 0.9,
    evidence: 'the title',
    createdAt: now,
    endedAt: null,
  });
}

describe('questions of a manager', () => {
  test('how their team does is the standing of the team that they lead', async () => {
    for (const question of [
      'How is my team doing?',
      'how is my team doing this quarter',
      'how did my team do this month?',
    ]) {
      const answer = await ask(question, lena);
      assert.deepEqual([answer.intent, answer.outcome], ['reps.standing', 'answered'], question);
      assert.match(answer.text, /^How the team West stands/, question);
      assert.match(answer.lines[0]?.text ?? '', /^Pipeline: 2 open deals, worth \$12,500\.50/, question);
    }
    const open = await ask("what is my team's pipeline?", lena);
    assert.match(open.text, /of the team West.* \$12,500\.50 in 2 deals/);
  });

  test('is asked back where nobody knows their team, and where they are in several', async () => {
    const operator = await ask('How is my team doing?');
    assert.deepEqual([operator.outcome, operator.figures], ['ask_back', []]);
    assert.match(operator.text, /Which team is yours is not known here/);
    const lead = 'two@tidewater.example';
    await team({ id: 'team_east', name: 'East', lead, members: [] });
    await team({ id: 'team_north', name: 'North', lead, members: [] });
    const several = await ask('How is my team doing?', personIs(lead));
    assert.deepEqual([several.outcome, several.lines], ['ask_back', []]);
    assert.match(several.text, /Name the one that you mean: East or North\./);
  });

  test('their reps of a team with a name are those of that team', async () => {
    for (const question of [
      'How are my reps on the West team doing?',
      'how are my sales reps in team West doing this quarter?',
      'How are the reps on the West team doing?',
    ]) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, answer.outcome], ['reps.each', 'answered'], question);
      assert.match(answer.text, /^How 1 representative of the team West stands/, question);
    }
  });

  test('how their reps do is each of them, and of the team that is theirs', async () => {
    for (const question of ['How are my reps doing?', 'how are my sales reps doing this quarter?']) {
      const answer = await ask(question, lena);
      assert.deepEqual([answer.intent, answer.outcome], ['reps.each', 'answered'], question);
      assert.match(answer.text, /^How 1 representative of the team West stands/, question);
      assert.match(answer.lines[0]?.text ?? '', /^Ben Ruiz: 0 deals won.*2 open deals, worth \$12,500\.50/, question);
    }
    const all = await ask('How are our reps doing?');
    assert.deepEqual([all.intent, all.outcome], ['reps.each', 'answered']);
    assert.deepEqual(
      all.lines.map(({ text }) => text.split(':')[0]),
      ['Maya Okafor', 'Ben Ruiz'],
    );
    assert.match(all.lines[0]?.text ?? '', /1 deal won, worth \$8,000, 0 lost; 2 open deals, worth \$30,000/);
    const operator = await ask('How are my reps doing?');
    assert.equal(operator.lines.length, 2, 'whoever is nobody in the CRM means all');
    const hers = await ask('How are the reps doing?', maya);
    assert.deepEqual(
      hers.lines.map(({ text }) => text.split(':')[0]),
      ['Maya Okafor'],
      'only whose deals are theirs to see',
    );
  });
});

describe('teams of Sophia', () => {
  test('hold in a workspace whose accounts are in another', async () => {
    const other = await suite.createWorkspace();
    const accountsIn = ctx.workspaceId;
    const there = { ...ctx, workspaceId: other, accountsIn, actor: lena };
    assert.deepEqual(await listOwnTeams(there), [{ id: 'team_west', name: 'West', leads: true }]);
    assert.ok((await listTeamNames({ ...there, actor: ctx.actor })).includes('West'));
    await definePipelines(there);
    await identifyOwner(there, { ownerId: '12', name: 'Ben Ruiz', email: 'ben@tidewater.example' });
    const { narrowed } = await getPipeline({
      ctx: there,
      input: { asOf: null, owner: null, team: 'West', pipeline: null },
    });
    assert.match(JSON.stringify(narrowed), /West/);
    const owners = await resolveFilter({ ctx: there, input: { owner: null, team: 'West', pipeline: null } });
    assert.deepEqual(owners.ownerIds, ['12']);
    assert.deepEqual(await listOwnTeams({ ...there, accountsIn: other }), []);
  });
});

describe('two teams of one name', () => {
  test('are told apart where somebody asks for the one that they lead', async () => {
    const { ctx: own } = await createAssistantWorld(suite);
    const there = { ...own, accountsIn: ctx.workspaceId, actor: personIs('lena@tidewater.example') };
    await identifyOwner(there, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
    await identifyOwner(there, { ownerId: '12', name: 'Ben Ruiz', email: 'ben@tidewater.example' });
    const ofMaya = and(
      eq(crmDefinitions.workspaceId, own.workspaceId),
      eq(crmDefinitions.kind, 'owner'),
      eq(crmDefinitions.externalId, '11'),
    );
    const inTheCrm = sql`jsonb_set(body, '{teams}', '[{"externalId":"t9","name":"West","primary":true}]')`;
    await own.db.update(crmDefinitions).set({ body: inTheCrm }).where(ofMaya);
    for (const question of ['how is my team doing', 'how much will I close this quarter']) {
      const input = { question, channel: 'api', conversation: null } as const;
      const answer = await askQuestion({ ctx: there, input });
      const told = [answer.text, ...answer.lines.map(({ text }) => text)].join('\n');
      assert.match(told, /12,500\.50/, `${question}: of Ben, who is in it`);
      assert.doesNotMatch(told, /30,000/, `${question}: not of Maya, who is in the other`);
    }
  });
});

describe('what somebody will close', () => {
  test('is their forecast with the query behind it, not a list', async () => {
    for (const question of [
      'How much will I close this quarter?',
      'what will I close this quarter?',
      'how much am I going to close this quarter',
      'How much will I probably book this quarter?',
    ]) {
      const answer = await ask(question, maya);
      assert.deepEqual([answer.intent, answer.outcome], ['forecast.buckets', 'answered'], question);
      assert.match(
        answer.text,
        /^Forecast of Maya Okafor for this quarter, 2026-07-01 to 2026-09-30: \$8,000 won so far/,
      );
      assert.ok(answer.queries.length > 0 && answer.figures.length > 0, question);
    }
    const hers = await ask('how much will I close this quarter', personIs('two@tidewater.example'));
    assert.match(hers.text, /You are in several teams\. Name the one that you mean: East or North\./);
    const none = await ask('how much will I close this quarter', personIs('ada@tidewater.example', []));
    assert.match(none.text, /^Who you are in the CRM is not known here/);
    assert.equal((await ask('how much will Maya close this quarter?')).intent, 'forecast.buckets');
    assert.equal((await ask('which deals will I close this quarter?', maya)).intent, 'deals.closing');
    assert.equal((await ask('how much closes this quarter?')).intent, 'deals.closing');
  });
});

describe('what somebody who leads will close', () => {
  test('is the forecast of the team that they lead', async () => {
    const answer = await ask('How much will I close this quarter?', lena);
    assert.deepEqual([answer.intent, answer.outcome], ['forecast.buckets', 'answered']);
    assert.match(
      answer.text,
      /^You lead the team West, so this is of that team\. Forecast of the team West for this quarter/,
    );
    assert.match((await ask('what is my forecast this quarter', lena)).text, /Forecast of the team West/);
  });

  test('is the forecast of everybody for whoever has no deals and sees all', async () => {
    for (const actor of [ctx.actor, personIs('ada@tidewater.example')]) {
      const answer = await ask('How much will I close this quarter?', actor);
      assert.deepEqual([answer.intent, answer.outcome], ['forecast.buckets', 'answered']);
      assert.match(answer.text, /^The CRM has no deals of yours, so this is of everybody\. Forecast for this quarter/);
    }
    assert.equal((await ask('my open deals')).outcome, 'ask_back', 'a list of deals has an owner');
  });
});

describe('deals that mention a competitor', () => {
  test('are listed with what was said, the turn beside it', async () => {
    for (const question of [
      'Which deals mention a competitor?',
      'which deals mention competitors',
      'in which deals did a competitor come up this month?',
    ]) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, answer.outcome], ['competitors.any_deals', 'answered'], question);
      assert.match(answer.text, /^A competitor was mentioned in the calls of 1 deal/, question);
      assert.match(
        answer.lines[0]?.text ?? '',
        /^Larkspur Hill - Renewal: 1 mention of Payloom; the last by Sam Ortiz \(2026-09-10\): “.*Payloom/,
      );
      assert.deepEqual(
        answer.citations.map(({ type }) => type),
        ['record', 'turn'],
      );
    }
    const one = await ask('which deals mention Payloom?');
    assert.deepEqual([one.intent, one.lines.length], ['competitors.deals', 1]);
    assert.match(one.lines[0]?.text ?? '', /1 mention; the last by Sam Ortiz .*“.*Payloom/);
    const bens = await ask("which of Ben's deals mention a competitor?");
    assert.deepEqual([bens.outcome, bens.lines], ['nothing', []]);
    assert.match(bens.text, /^No competitor was mentioned in the calls of any deal of Ben Ruiz/);
  });

  test('and something else as well are asked back about', async () => {
    for (const question of [
      'Which deals mention competitors and price?',
      'which deals mention a competitor and the price?',
      'Which deals mention Payloom and price?',
      'which deals mention price and Payloom?',
      'which of my deals talk about competitors and security?',
    ]) {
      const answer = await ask(question, maya);
      assert.deepEqual([answer.outcome, answer.lines], ['ask_back', []], question);
      assert.match(answer.text, /“(?:the )?(?:price|security)”/, question);
    }
    for (const question of [
      'which deals mention competitors the most?',
      'which deals mention a competitor or rival',
      'which deals mention competitors in calls this month?',
      'which deals mention Payloom most often?',
      'which deals mention Payloom by name?',
      'Which deals mention Payloom in their calls?',
    ]) {
      assert.notEqual((await ask(question)).outcome, 'ask_back', question);
    }
  });

  test('have nothing of the calls of others', async () => {
    const { outcome, lines, citations } = await ask('Which deals mention a competitor?', lena);
    assert.deepEqual([outcome, lines, citations], ['nothing', [], []]);
  });

  test('say what is not listed without more than is known: as many mentions stand behind as before', async () => {
    for (let place = 1; place <= 21; place += 1) await mentionOn(place);
    const { lines, unknown } = await ask('which deals mention Payloom?');
    assert.equal(lines.length, 20);
    assert.match(lines.at(-1)?.text ?? '', /1 mention;/);
    assert.deepEqual(unknown, ['2 more deals with as many mentions or fewer are not listed.']);
  });

  test('count by competitor where that is asked', async () => {
    await analyzeText({ ctx, name: 'Again.txt', text: 'Sam Ortiz: We had a look at Payloom again.\n' });
    assert.equal((await ask('which competitors come up most?')).intent, 'competitors.top');
    assert.equal((await ask('has anyone mentioned a competitor at Larkspur Hill?')).intent, 'competitors.top');
  });
});
