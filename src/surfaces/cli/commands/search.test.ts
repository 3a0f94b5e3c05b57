import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SearchAnswer, SearchStatus } from '#contracts';
import { runCommand } from '#test/run-command';

const status: SearchStatus = {
  documents: { call: 2, commitment: 0, decision: 0, company: 0, contact: 0, deal: 0, lead: 0, note: 0, document: 0 },
  chunks: 9,
  waiting: 0,
  failed: 0,
  missing: 0,
  embedding: {
    model: 'openai:text-embedding-3-small@1536',
    dimensions: 1536,
    answering: 'sophia-words-1',
    embedded: 4,
    waiting: 5,
    problem: 'api.openai.com does not answer.',
  },
  store: {
    kind: 'pinecone',
    state: 'failing',
    held: 4,
    toSend: 5,
    toRemove: 1,
    checkedAt: '2026-09-01T12:00:00.000Z',
    foundMissing: 2,
    foundForeign: 0,
    problem: 'api.pinecone.io does not let us in.',
    action: 'Check PINECONE_API_KEY.',
  },
};
const nothing: SearchAnswer = {
  hits: [],
  nextCursor: null,
  nothingBecause: 'nothing-indexed',
  waiting: 0,
  wordsOnlyBecause: null,
};

describe('sophia search', () => {
  it('looks in the workspace that is named, behind the words and behind a command below it', async () => {
    const looked = await runCommand(['search', 'keys', '--workspace', 'example'], nothing);
    const told = await runCommand(['search', 'status', '--workspace', 'example', '--format', 'json'], status);
    assert.deepEqual([looked.workspaces, told.workspaces], [['example'], ['example']]);
    assert.deepEqual(JSON.parse(told.output), status);
  });

  it('says of vectors which answer, how far the new ones are, and what is wrong with the store', async () => {
    const { output } = await runCommand(['search', 'status'], status);
    for (const part of [
      'those of sophia-words-1 answer',
      'Embedded: 4 of 9 chunks',
      'Could not embed: api.openai.com does not answer.',
      'Vectors: 4, in pinecone, failing',
      '5 to send, 1 to take out',
      '2026-09-01 12:00 UTC: 2 gone and 0 too much, mended',
      'Check PINECONE_API_KEY.',
    ]) {
      assert.ok(output.includes(part), `${part} in ${output}`);
    }
  });

  it('says that only words were compared, and why', async () => {
    const { messages } = await runCommand(['search', 'keys'], {
      ...nothing,
      wordsOnlyBecause: 'The provider is away.',
    });
    assert.match(messages, /Only words were compared, not likeness: The provider is away\./u);
  });
});

describe('sophia search without words', () => {
  it('says what it takes', async () => {
    const { code, asked, messages } = await runCommand(['search', '--workspace', 'example'], {});
    assert.deepEqual([code, asked], [2, []]);
    assert.match(
      messages,
      /^Expected words to look for, found none\. For example: sophia search --workspace example budget\n/u,
    );
  });
});
