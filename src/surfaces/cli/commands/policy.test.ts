import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const folder = await mkdtemp(join(tmpdir(), 'sophia-draft-'));
after(() => rm(folder, { recursive: true, force: true }));

const terms = { approvers: ['deal_owner'], needed: 1 };
const otherwise = { name: 'otherwise', line: 3, verdict: 'ask', because: null, terms };
const version = 'a1'.repeat(32);
const text = '# ours\nversion: 1\nrules: []\notherwise: { verdict: ask }\n';
const shown = { name: 'state/policy.yaml', hash: version, rules: [], otherwise, text, version, fault: null };

describe('sophia policy', () => {
  it('shows what is in force, and why that is not what is written down', async () => {
    const { output, messages } = await runCommand(['policy', 'show'], { ...shown, fault: 'line 1: no\u001b[2J' });
    assert.match(output, /^state\/policy\.yaml \(a1a1a1a1a1a1\)\n {2}line 3 {2}ask {7}otherwise; asks deal_owner/);
    assert.match(messages, /What is written down is not what is in force: line 1: no/);
    assert.ok(!messages.includes('\u001b'));
  });

  it('writes a file that carries its version, and overwrites none', async () => {
    const file = join(folder, 'shown.yaml');
    const { code, messages } = await runCommand(['policy', 'show', '--out', file], shown);
    assert.equal(code, 0, messages);
    const written = await readFile(file, 'utf8');
    assert.ok(written.startsWith(text), 'the lines are those of the policy');
    assert.match(written, /\n# made from version (?:a1){32};.*\n$/);
    const again = await runCommand(['policy', 'show', '--out', file], shown);
    assert.equal(again.code, 2);
    assert.match(again.messages, /found it there already/);
    assert.equal(await readFile(file, 'utf8'), written);
  });

  it('sets an edited file by the version that it carries, and lets it be edited further', async () => {
    const file = join(folder, 'edited.yaml');
    await runCommand(['policy', 'show', '--out', file], shown);
    const edited = (await readFile(file, 'utf8')).replace('# ours', '# theirs');
    await writeFile(file, `${edited}# a last word\n`);
    const next = 'b2'.repeat(32);
    const { code, asked, messages } = await runCommand(['policy', 'set', file], { ...shown, version: next });
    assert.equal(code, 0, messages);
    const sent = `${text.replace('# ours', '# theirs')}# a last word\n`;
    assert.deepEqual(asked, [['policy.set', { text: sent, replaces: [version] }]]);
    assert.match(messages, /policy\.yaml is in force, version b2b2b2b2b2b2/);
    assert.match(await readFile(file, 'utf8'), new RegExp(`# a last word\\n# made from version ${next}`));
  });

  it('sends no version that nobody gave, and a part of one as the whole', async () => {
    const file = join(folder, 'own.yaml');
    await writeFile(file, text);
    const { asked } = await runCommand(['policy', 'set', file], shown);
    assert.deepEqual(asked, [['policy.set', { text, replaces: null }]]);
    for (const [given, sent] of [
      [version.slice(0, 12), version],
      [version.slice(0, 11), version.slice(0, 11)],
      ['c3'.repeat(6), 'c3'.repeat(6)],
    ]) {
      const named = await runCommand(['policy', 'set', file, '--replaces', String(given)], shown);
      assert.deepEqual(named.asked.at(-1), ['policy.set', { text, replaces: [sent] }]);
    }
    assert.equal(await readFile(file, 'utf8'), text, 'a file without the line is left alone');
    const missing = await runCommand(['policy', 'set', join(folder, 'missing.yaml')], shown);
    assert.equal(missing.code, 1);
    assert.match(missing.messages, /that it cannot be read/);
  });
});
