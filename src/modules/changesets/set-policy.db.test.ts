import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { z } from 'zod';
import { listAudit } from '#modules/trail';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { getPolicy, notePolicyEdit, openPolicyFiles, type PolicyContext, setPolicy } from './index.ts';

const suite = await databaseForSuite();
const folder = await mkdtemp(join(tmpdir(), 'sophia-policy-'));
after(() => rm(folder, { recursive: true, force: true }));

type Ctx = TestContext & PolicyContext;

function policyText(name: string, verdict = 'ask'): string {
  return `# Kept: ${name}\nversion: 1\nrules:\n  - name: ${name}\n    when: { object: deal }\n    verdict: ${verdict}\notherwise: { verdict: ask }\n`;
}

const maya: Actor = {
  type: 'user',
  userId: 'usr_1',
  name: 'Maya Okafor',
  email: 'maya@tidewater.example',
  credentialId: 'ses_1',
  grant: { role: 'revenue_operations', scopes: null, seesOnly: null },
};

/** A workspace whose policies are found as another process would find them: by the files alone. */
async function openWorkspace(): Promise<{ ctx: Ctx; file: string; inOtherProcess: () => Ctx }> {
  const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const options = { folder, mainWorkspaceId: 'main', shipped: 'data/policy.yaml', log: plain.log };
  function open(): Ctx {
    return { ...plain, policyPlace: openPolicyFiles(options).of(plain.workspaceId) };
  }
  const ctx = open();
  return { ctx, file: ctx.policyPlace.file, inOtherProcess: open };
}

async function versionOf(ctx: Ctx): Promise<string> {
  return (await getPolicy({ ctx })).version;
}

async function configured(ctx: Ctx) {
  const filters = { actor: null, resourceId: null, requestId: null, result: null, from: null, to: null, before: null };
  const { records } = await listAudit({ ctx, input: { ...filters, action: 'policy.configured', limit: 50 } });
  return records;
}

async function sentenceOf(work: Promise<unknown>, code: string): Promise<string> {
  const error = await work.then(
    () => assert.fail(`Expected ${code}, and it was done.`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SophiaError, String(error));
  assert.equal(error.code, code, error.message);
  return error.message;
}

describe('a policy that is set', () => {
  test('is in force at once and in every process, letter by letter, with before and after in the trail', async () => {
    const { ctx, file, inOtherProcess } = await openWorkspace();
    const other = inOtherProcess();
    const before = await getPolicy({ ctx: other });
    const text = policyText('first').replace('\n', '\r\n');
    const set = await setPolicy({ ctx: { ...ctx, actor: maya }, input: { text, replaces: [before.version] } });
    assert.deepEqual([set.text, set.rules[0]?.name, set.fault, set.hash], [text, 'first', null, set.version]);
    assert.equal(await readFile(file, 'utf8'), text);
    assert.deepEqual(await getPolicy({ ctx: other }), set);
    const [record] = await configured(ctx);
    assert.deepEqual(record?.details, {
      before: { version: before.version, text: before.text },
      after: { version: set.version, text },
      machine: ctx.policyPlace.machine,
    });
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.next')),
      [],
    );
  });

  test('is refused without the version it replaces, and then nothing is as before', async () => {
    const { ctx, file } = await openWorkspace();
    const without = setPolicy({ ctx, input: { text: policyText('blind'), replaces: null } });
    assert.match(await sentenceOf(without, 'policy.version-missing'), /Nothing was overwritten/);
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    assert.deepEqual(await configured(ctx), []);
  });

  test('is refused where somebody else has set another one since, who is named with the minute', async () => {
    const { ctx, file } = await openWorkspace();
    const read = await versionOf(ctx);
    const theirs = policyText('theirs');
    await setPolicy({ ctx: { ...ctx, actor: maya }, input: { text: theirs, replaces: [read] } });
    ctx.clock.advance(60_000);
    const late = setPolicy({ ctx, input: { text: policyText('late'), replaces: [read] } });
    const said = await sentenceOf(late, 'policy.stale');
    assert.match(said, /Maya Okafor \(maya@tidewater\.example\) put it in force at 2026-09-14 15:00 UTC/);
    assert.equal(await readFile(file, 'utf8'), theirs);
    assert.equal((await configured(ctx)).length, 1);
  });

  test('is refused where the file was edited by hand since, also at the last moment', async () => {
    const { ctx, file } = await openWorkspace();
    const first = await setPolicy({ ctx, input: { text: policyText('first'), replaces: [await versionOf(ctx)] } });
    const byHand = policyText('by-hand');
    await writeFile(file, byHand);
    const stale = setPolicy({ ctx, input: { text: policyText('mine'), replaces: [first.version] } });
    assert.match(await sentenceOf(stale, 'policy.stale'), /was written by hand at \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    assert.equal(await readFile(file, 'utf8'), byHand);
    const sees = { ...ctx, policyPlace: editedBetween({ ctx, file, text: policyText('by-hand-again') }) };
    const atLast = setPolicy({ ctx: sees, input: { text: policyText('mine'), replaces: [await versionOf(ctx)] } });
    await sentenceOf(atLast, 'policy.stale');
    assert.equal(await readFile(file, 'utf8'), policyText('by-hand-again'));
    assert.equal((await configured(ctx)).length, 1, 'what was not done is not in the trail');
  });

  test('names every line that cannot be used, and changes nothing', async () => {
    const { ctx, file } = await openWorkspace();
    const text =
      'version: 1\nrules:\n  - name: Bad Name\n    when: { value: colour }\n    verdict: maybe\notherwise: { verdict: ask }\n';
    const invalid = setPolicy({ ctx, input: { text, replaces: [await versionOf(ctx)] } });
    const said = await sentenceOf(invalid, 'policy.invalid');
    for (const part of [/line 3: .*Write small letters/, /line 4: .*/, /line 5: .*"automatic"/]) {
      assert.match(said, part);
    }
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    assert.deepEqual(await configured(ctx), []);
  });

  test('is refused to whoever may only read it, before anything is said of it', async () => {
    const { ctx } = await openWorkspace();
    const { version, text } = await getPolicy({ ctx });
    const readers = ['manager', 'representative', 'executive', 'read_only'] as const;
    for (const role of readers) {
      const actor: Actor = { ...maya, grant: { role, scopes: null, seesOnly: null } };
      for (const input of [
        { text: 'rules: 7', replaces: null },
        { text, replaces: [version] },
      ]) {
        const said = await sentenceOf(setPolicy({ ctx: { ...ctx, actor }, input }), 'access.denied');
        assert.ok(!said.includes(version.slice(0, 12)) && !said.includes('rule'), said);
      }
    }
    const limited: Actor = { ...maya, grant: { ...maya.grant, scopes: ['crm_access'] } };
    await sentenceOf(setPolicy({ ctx: { ...ctx, actor: limited }, input: { text, replaces: [] } }), 'access.denied');
  });

  test('is that of one workspace, and its version fits no other', async () => {
    const one = await openWorkspace();
    const other = await openWorkspace();
    const start = await versionOf(one.ctx);
    const set = await setPolicy({ ctx: one.ctx, input: { text: policyText('one'), replaces: [start] } });
    assert.equal(await versionOf(other.ctx), start);
    const said = await sentenceOf(
      setPolicy({ ctx: other.ctx, input: { text: policyText('other'), replaces: [set.version] } }),
      'policy.stale',
    );
    assert.match(said, /the one that Sophia brings/);
    assert.deepEqual(await configured(other.ctx), []);
  });

  test('that is in force already is no change, so that a lost answer can be asked for again', async () => {
    const { ctx } = await openWorkspace();
    const input = { text: policyText('again'), replaces: [await versionOf(ctx)] };
    const first = await setPolicy({ ctx, input });
    assert.deepEqual(await setPolicy({ ctx, input }), first);
    assert.equal((await configured(ctx)).length, 1);
    await setPolicy({ ctx, input: { ...input, replaces: [first.version] } });
    const wrong = setPolicy({ ctx, input: { ...input, replaces: ['123'] } });
    await assert.rejects(wrong, { code: 'policy.stale' }, 'a version that it never was made from');
  });
});

describe('two who set a policy at the same moment', () => {
  test('in one process and in others: exactly one wins, and each other is told of the one who did', async () => {
    const { ctx, file, inOtherProcess } = await openWorkspace();
    for (const round of [1, 2, 3]) {
      const replaces = [await versionOf(ctx)];
      const texts = [1, 2, 3, 4, 5, 6].map((number) => policyText(`round-${round}-writer-${number}`));
      const writers = texts.map((text, index) => {
        const own = index % 2 === 0 ? ctx : inOtherProcess();
        const actor: Actor = { type: 'operator', name: `writer ${index + 1}` };
        return setPolicy({ ctx: { ...own, actor }, input: { text, replaces } });
      });
      const ends = await Promise.allSettled(writers);
      const won = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
      assert.equal(won.length, 1);
      assert.equal(await readFile(file, 'utf8'), won[0]?.text);
      const name = `writer ${texts.indexOf(won[0]?.text ?? '') + 1}`;
      for (const end of ends) {
        if (end.status === 'rejected') assert.match(String(end.reason), new RegExp(`${name} put it in force`));
      }
      assert.equal((await configured(ctx)).length, round);
    }
  });
});

describe('the file of a policy', () => {
  test('that is written by hand is followed, and where it cannot be used what was before stays in force', async () => {
    const { ctx, file, inOtherProcess } = await openWorkspace();
    const shipped = await getPolicy({ ctx });
    await writeFile(file, 'version: 2\n');
    const broken = await getPolicy({ ctx });
    assert.deepEqual([broken.rules, broken.text], [shipped.rules, 'version: 2\n']);
    assert.match(broken.fault ?? '', /line 1: version/);
    await writeFile(file, policyText('by-hand'));
    assert.equal((await getPolicy({ ctx })).rules[0]?.name, 'by-hand');
    await rm(file);
    const gone = await getPolicy({ ctx });
    assert.deepEqual([gone.rules[0]?.name, gone.version], ['by-hand', shipped.version]);
    assert.match(gone.fault ?? '', /found it gone/);
    const next = await getPolicy({ ctx: inOtherProcess() });
    assert.deepEqual([next.rules, next.fault], [shipped.rules, null], 'a start takes what is there');
    const mended = await setPolicy({ ctx, input: { text: policyText('mended'), replaces: [gone.version] } });
    assert.equal(mended.fault, null);
  });

  test('keeps its place behind a link, and who may read it', async () => {
    const { ctx, file } = await openWorkspace();
    const target = join(folder, `kept-elsewhere-${ctx.workspaceId}.yaml`);
    await writeFile(target, policyText('linked'));
    await chmod(target, 0o640);
    await symlink(target, file);
    const text = policyText('set');
    await setPolicy({ ctx, input: { text, replaces: [await versionOf(ctx)] } });
    assert.equal(await readFile(target, 'utf8'), text);
    assert.equal((await stat(target)).mode & 0o777, 0o640);
  });

  test('that cannot be written is named with what to do, and nothing of it is in the trail', async () => {
    const { ctx } = await openWorkspace();
    const options = { folder: join(folder, 'nowhere'), mainWorkspaceId: 'main', shipped: 'data/policy.yaml' };
    const policyPlace = openPolicyFiles({ ...options, log: ctx.log }).of(ctx.workspaceId);
    const there = { ...ctx, policyPlace };
    const input = { text: policyText('nowhere'), replaces: [await versionOf(there)] };
    const said = await sentenceOf(setPolicy({ ctx: there, input }), 'policy.not-writable');
    assert.match(said, /nowhere\/policy\..*ENOENT.*in force is as it was/);
    assert.deepEqual(await configured(there), []);
  });

  test('is as it was where the transaction that it was set in fails after all', async () => {
    const { ctx, file } = await openWorkspace();
    const start = await versionOf(ctx);
    const input = { text: policyText('lost'), replaces: [start] };
    await failAtCommit({ ctx, work: () => assert.rejects(setPolicy({ ctx, input }), /commit is refused/) });
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    assert.equal(await versionOf(ctx), start);
    const set = await setPolicy({ ctx, input });
    const further = { text: policyText('lost-too'), replaces: [set.version] };
    await failAtCommit({ ctx, work: () => assert.rejects(setPolicy({ ctx, input: further }), /commit is refused/) });
    assert.equal(await readFile(file, 'utf8'), input.text);
    assert.equal((await configured(ctx)).length, 1);
  });
});

/** After it was held against the file, and before it takes its place, somebody writes the file. */
function editedBetween({ ctx, file, text }: { ctx: Ctx; file: string; text: string }): PolicyContext['policyPlace'] {
  return {
    ...ctx.policyPlace,
    replace: (given) => {
      writeFileSync(file, text);
      return ctx.policyPlace.replace(given);
    },
  };
}

/** The database itself says no when the records of the workspace are to be committed. */
async function failAtCommit({ ctx, work }: { ctx: Ctx; work: () => Promise<void> }): Promise<void> {
  const { db, workspaceId } = ctx;
  const name = `refuse_${workspaceId}`;
  await db.execute(
    sql.raw(`create function ${name}() returns trigger language plpgsql as $$
      begin
        if new.workspace_id = '${workspaceId}' then raise exception 'the commit is refused'; end if;
        return null;
      end $$`),
  );
  await db.execute(
    sql.raw(`create constraint trigger ${name} after insert on audit_records
      deferrable initially deferred for each row execute function ${name}()`),
  );
  try {
    await work();
  } finally {
    await db.execute(sql.raw(`drop function ${name}() cascade`));
  }
}

describe('a policy that is edited by hand', () => {
  async function edited(ctx: Ctx): Promise<unknown[]> {
    const filters = {
      actor: null,
      resourceId: null,
      requestId: null,
      result: null,
      from: null,
      to: null,
      before: null,
    };
    const { records } = await listAudit({ ctx, input: { ...filters, action: 'policy.edited', limit: 50 } });
    return records.map(({ details }) => {
      const { before, after, fault } = z
        .object({
          before: z.object({ text: z.string() }).nullable(),
          after: z.object({ text: z.string() }),
          fault: z.string().nullable(),
        })
        .parse(details);
      return [before?.text ?? null, after.text, fault === null];
    });
  }

  test('stands in the trail once, with before and after, also where it cannot be used', async () => {
    const { ctx, file, inOtherProcess } = await openWorkspace();
    assert.deepEqual(await notePolicyEdit({ ctx }), { noted: false }, 'Sophia brings it');
    const [first, second] = [policyText('first'), policyText('second')];
    await writeFile(file, first);
    assert.deepEqual(await notePolicyEdit({ ctx }), { noted: true });
    assert.deepEqual(await notePolicyEdit({ ctx: inOtherProcess() }), { noted: false });
    await setPolicy({ ctx: { ...ctx, actor: maya }, input: { text: second, replaces: [await versionOf(ctx)] } });
    assert.deepEqual(await notePolicyEdit({ ctx }), { noted: false }, 'it was set through Sophia');
    await writeFile(file, 'version: 7');
    assert.deepEqual(await notePolicyEdit({ ctx }), { noted: true });
    assert.deepEqual(await edited(ctx), [
      [second, 'version: 7', false],
      [null, first, true],
    ]);
  });

  test('is noted once for each machine that has files of its own, and not where a policy was set on another', async () => {
    const { ctx, file } = await openWorkspace();
    const own = policyText('own');
    /** Another machine with a file of its own, and one that shares the folder. */
    const elsewhere: Ctx = {
      ...ctx,
      policyPlace: {
        ...ctx.policyPlace,
        machine: 'elsewhere',
        read: () => ({ ...ctx.policyPlace.read(), text: own, version: 'version-own' }),
      },
    };
    const sharing: Ctx = { ...ctx, policyPlace: { ...ctx.policyPlace, machine: 'sharing' } };
    async function look(): Promise<boolean[]> {
      const noted = [];
      for (const as of [ctx, elsewhere, sharing]) noted.push((await notePolicyEdit({ ctx: as })).noted);
      return noted;
    }
    await writeFile(file, policyText('first'));
    assert.deepEqual(await look(), [true, true, false]);
    const text = policyText('second');
    await setPolicy({ ctx: { ...ctx, actor: maya }, input: { text, replaces: [await versionOf(ctx)] } });
    assert.deepEqual(await look(), [false, false, false]);
    await writeFile(file, policyText('first'));
    assert.deepEqual(await look(), [true, false, false], 'back to what was there before is an edit too');
  });

  test('of the file for all is told where that is the own one alone', async () => {
    const { ctx } = await openWorkspace();
    const common: Ctx = {
      ...ctx,
      policyPlace: {
        ...ctx.policyPlace,
        read: () => ({ ...ctx.policyPlace.read(), file: join(folder, 'policy.yaml'), writtenAt: new Date() }),
      },
    };
    assert.deepEqual(await notePolicyEdit({ ctx: common }), { noted: false });
  });
});
