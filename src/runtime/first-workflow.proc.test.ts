import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createMetrics } from '#platform/telemetry';
import {
  accountChannel,
  type FirstWorkflowWorld,
  type SlackMessage,
  startFirstWorkflow,
} from '#test/first-workflow-world';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const maya = { userId: 'U0MAYA0001' };
const dana = { userId: 'U0DANA0003' };

describe('a call that ends', { timeout: 900_000 }, () => {
  let world: FirstWorkflowWorld;
  let card: SlackMessage;

  before(async () => {
    world = await startFirstWorkflow(await worlds.createEmbedded());
  });

  function text(message: SlackMessage | undefined): string {
    return JSON.stringify(message?.blocks ?? '');
  }

  async function cardNow(): Promise<string> {
    return text((await world.messages()).find(({ ts, channelId }) => ts === card.ts && channelId === card.channelId));
  }

  /** The action block of the change whose text fits. */
  function changeIdOf(field: RegExp): string {
    const blocks = card.blocks ?? [];
    const place = blocks.findIndex((block) => block['type'] === 'section' && field.test(JSON.stringify(block)));
    const actions = blocks.slice(place).find((block) => block['type'] === 'actions');
    return String(actions?.['block_id'] ?? '').replace(/^change:/, '');
  }

  async function press({ person, changeId }: { person: { userId: string }; changeId: string }): Promise<void> {
    const answer = await world.control('slack', 'press', {
      ...person,
      channel: card.channelId,
      ts: card.ts,
      actionId: 'change.approve',
      blockId: `change:${changeId}`,
    });
    assert.equal(answer['acknowledged'], true);
  }

  /** What the person alone is answered to a command or a press. */
  async function answerTo(what: string, act: () => Promise<unknown>): Promise<string> {
    const before = (await world.messages()).length;
    await act();
    const answer = await waitUntil(`${what} is answered`, {
      condition: async () => (await world.messages()).slice(before).find(({ visibleTo }) => visibleTo !== null),
    });
    return `${answer.text} ${text(answer)}`;
  }

  async function command(line: string): Promise<string> {
    return answerTo(line, async () => {
      const typed = { ...maya, channel: card.channelId, command: '/sophia', text: line };
      const { acknowledged, problem } = await world.control('slack', 'command', typed);
      assert.deepEqual({ acknowledged, problem }, { acknowledged: true, problem: null });
    });
  }

  it('is told in the channel of its account, with a card for what a person must decide', async () => {
    await world.control('gong', 'calls/next', { transcriptDelayMs: 0 });
    card = await waitUntil('the card is there', {
      condition: async () => (await world.messages()).find((message) => message.text.startsWith('Approval needed')),
    });
    assert.equal(await world.channelOf(card), accountChannel);
    await waitUntil('the channel is told of the call', {
      condition: async () =>
        (await world.messages()).some(
          (message) =>
            message.channelId === card.channelId && /the terms/.test(text(message)) && !/Approval/.test(message.text),
        ),
    });
    assert.match(text(card), /Fri, Dec 18, 2026 → \*Fri, Dec 11, 2026\*/);
    assert.match(text(card), /> We will sign the contract on December 11\.\\nAna Ruiz \(theirs\).*\|listen>.*\|read>/);
    const read = /<([^|>]+)\|read>/.exec(text(card))?.[1] ?? '';
    const page = await fetch(read, { headers: { accept: 'text/html' } });
    assert.deepEqual([page.status, /the terms/.test(await page.text())], [200, true], read);
    assert.match(text(card), /⚠ Contradiction: the CRM has \$31,000.*, the call says \$36,000\./);
    assert.match(String(await world.property('closedate')), /^2026-12-18/);
  });

  it('stands in HubSpot as one activity with its tasks, and in the fields that need nobody’s word', async () => {
    const [activity, ...others] = await waitUntil('the call is logged', {
      condition: async () => {
        const logged = (await world.tiedToDeal('calls')).filter((call) => call['hs_call_title']?.endsWith('the terms'));
        return logged.length === 0 ? null : logged;
      },
    });
    assert.deepEqual([others, activity?.['hs_call_status']], [[], 'COMPLETED']);
    assert.match(
      activity?.['hs_call_body'] ?? '',
      /We will sign the contract on December 11\..*>Listen to the call<\/a>/s,
    );
    const tasks = await waitUntil('the task is there', {
      condition: async () => {
        const found = await world.tiedToDeal('tasks');
        return found.length === 0 ? null : found;
      },
    });
    const { hs_task_subject: subject, hubspot_owner_id: owner, hs_task_status: status } = tasks[0] ?? {};
    assert.equal(tasks.length, 1);
    const promised =
      'Maya Okafor promised Ana Ruiz and Tom Beckett (Alder Point Residential, 3,100 units): I will send the contract tomorrow.';
    assert.deepEqual([subject, owner, status], [promised, '61001', 'NOT_STARTED']);
    const day = activity?.['hs_timestamp']?.slice(0, 10);
    for (const name of ['Ana', 'Tom']) {
      await waitUntil(`the fields of ${name} are written`, {
        condition: async () => {
          const person = (await world.tiedToDeal('contacts')).find(({ firstname }) => firstname === name);
          return person?.['last_call_sentiment'] === 'positive' && person['last_call_date'] === day;
        },
      });
    }
    assert.match(String(await world.property('closedate')), /^2026-12-18/, 'what needs a word waits for it');
  });

  it('changes nothing at the word of somebody who may not decide', async () => {
    const changeId = changeIdOf(/Close date/i);
    const told = await answerTo('the press', () => press({ person: dana, changeId }));
    assert.match(told, /maya\.okafor@tidewaterledger\.example/);
    assert.match(String(await world.property('closedate')), /^2026-12-18/);
  });

  it('changes the CRM once its owner approves, and the card says who did', async () => {
    const changeId = changeIdOf(/Close date/i);
    await press({ person: maya, changeId });
    await waitUntil('HubSpot has the day', {
      condition: async () => (await world.property('closedate'))?.startsWith('2026-12-11'),
    });
    // A change can be taken back once it is noted as written, which is a moment after HubSpot has it.
    await waitUntil('the card says who approved, and that it is written', {
      condition: async () =>
        /maya\.okafor@tidewaterledger\.example approved/.test(await cardNow()) &&
        (await cardNow()).includes('*Written*'),
    });
  });

  it('is taken back by a command', async () => {
    assert.match(await command(`undo ${changeIdOf(/Close date/i)}`), /Undone: 1, refused: 0/);
    assert.match(String(await world.property('closedate')), /^2026-12-18/);
    await waitUntil('the card says so', { condition: async () => (await cardNow()).includes('*Undone*') });
  });

  it('is not taken back where a person has changed the value since', async () => {
    const changeId = changeIdOf(/Amount/i);
    await press({ person: maya, changeId });
    await waitUntil('the sum is written', {
      condition: async () => (await cardNow()).includes('*Written*'),
    });
    assert.equal(Number(await world.property('amount')), 36_000);
    await world.control('hubspot', 'changes', {
      objectType: 'deals',
      id: world.dealId,
      property: 'amount',
      value: '37000',
    });
    assert.match(await command(`undo ${changeId}`), /Undone: 0, refused: 1/);
    assert.equal(Number(await world.property('amount')), 37_000);
  });

  it('asks its owner which side is right where no card asks for the field, and shows the answer', async () => {
    const about = 'The call and the CRM differ: ';
    async function question(): Promise<SlackMessage> {
      const [found, ...others] = (await world.messages()).filter((message) => message.text.startsWith(about));
      assert.deepEqual(others, [], 'the sum is asked about by the card alone');
      assert.ok(found !== undefined, 'a direct message to the owner');
      return found;
    }
    await waitUntil('the question is there', {
      condition: async () => (await world.messages()).some((message) => message.text.startsWith(about)),
    });
    assert.match((await question()).text, /Deal Stage/i);
    assert.match(text(await question()), /Proposal.*agreed.*we picked you/);
    const { ts, blocks } = await question();
    const actions = (blocks ?? []).find((block) => block['type'] === 'actions');
    const button = { actionId: 'contradiction.crm_right', blockId: String(actions?.['block_id']) };
    assert.equal((await world.control('slack', 'press', { ...maya, ts, ...button }))['acknowledged'], true);
    await waitUntil('the message says who answered', {
      condition: async () => /\*The CRM is right\* · maya/i.test(text(await question())),
    });
  });

  it('takes nothing that its vendor has not signed', async () => {
    for (const path of ['/slack/events', '/webhooks/hubspot', '/webhooks/gong']) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${world.server.address}${path}`, { method: 'POST', headers, body: '[]' });
      assert.equal(answer.status, 401, path);
    }
    const ledger = await fetch(`${world.server.address}/ledger?tab=example`, { headers: { accept: 'text/html' } });
    assert.equal((await ledger.text()).match(/A delivery:<\/strong> refused/g)?.length, 3, 'an operator sees it');
  });

  it('leaves the deal as HubSpot says that it is, once HubSpot has told of a change', async () => {
    await waitUntil('the sum that a person set is shown', {
      condition: async () => (await command('deal Alder Point')).includes('$37,000'),
    });
  });

  it('can be asked for in Slack, with its deal, the day and whoever asks', async () => {
    assert.match(await command('call the terms'), /Alder Point Residential: the terms/);
    assert.match(await command('deal Alder Point'), /Alder Point Residential, 3,100 units/);
    assert.match(await command('link'), /owner 61001/);
    assert.match(await command('ledger'), /1 listed/);
  });

  it('is counted: every metric is there, and what has happened stands in those that count it', async () => {
    const metrics = await (await fetch(`${world.server.address}/metrics`)).text();
    const { text: all } = await createMetrics().render();
    const names = [...all.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    const counted = names.filter((name) => new RegExp(`^${name}(?:_count)?(?:\\{[^}]*\\})? (?!0$)`, 'm').test(metrics));
    // No model is asked, nobody asks or searches or follows events, nothing is given up: tests of their own count those.
    const ofOthers = /_model_|_savings_|_claims_refused_|_dead_letters_|^sophia_(?:answers?|search(?:es)?|live)_/;
    assert.deepEqual(
      names.filter((name) => !counted.includes(name) && !ofOthers.test(name)),
      [],
    );
    assert.match(metrics, /^sophia_workflow_runs_total\{workflow="follow-up-call",outcome="succeeded"\} [1-9]/m);
    for (const sync of [
      'source="gong",target="sophia",status="created"',
      'source="hubspot",target="sophia",status="changed"',
      'source="sophia",target="hubspot",status="settled"',
      'source="sophia",target="hubspot",status="undone"',
      'source="sophia",target="hubspot",status="undo_refused"',
    ]) {
      assert.match(metrics, new RegExp(`^sophia_crm_sync_total\\{${sync}\\} [1-9]`, 'm'));
    }
    for (const [type, success] of [
      ['action', 'true'],
      ['action', 'false'],
      ['command', 'true'],
    ]) {
      const line = `^sophia_slack_interactions_total\\{interaction_type="${type}",success="${success}"\\} [1-9]`;
      assert.match(metrics, new RegExp(line, 'm'));
    }
  });
});
