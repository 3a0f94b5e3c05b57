import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compactVerify, type JWK } from 'jose';
import { z } from 'zod';
import { readAccessToken } from '#modules/users';
import { findSoundKey, KeySet, signatureAlgorithms } from '#platform/openid';
import type { EvaluationRow } from './evaluation-row.ts';

const Vectors = z.object({
  testGroups: z.array(
    z.object({
      comment: z.string(),
      private: z.unknown().optional(),
      public: z.unknown().optional(),
      tests: z.array(
        z.object({
          tcId: z.int(),
          comment: z.string(),
          jws: z.unknown(),
          result: z.enum(['valid', 'invalid', 'acceptable']),
        }),
      ),
    }),
  ),
});
type Group = z.infer<typeof Vectors>['testGroups'][number];

const files = ['json_web_signature_test.json', 'json_web_key_test.json'];

interface Verdict {
  readonly name: string;
  readonly hostile: boolean;
  /** By the door that lets access tokens in. */
  readonly enters: boolean;
  /** By the check of a signature of a provider with which people sign in. */
  readonly verifies: boolean;
  /** Made with a secret that both sides know, which no door of the product takes. */
  readonly isSymmetric: boolean;
}

/** Returns the row of the table of results for the JSON signature and key vectors of the evaluation data. */
export async function evaluate({ dataDirectory }: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const { hostile, refused, valid, accepted, symmetric } = summarize(await judgeAll(dataDirectory));
  return {
    rows: [
      {
        measure: 'JSON signatures and keys',
        sample: `${hostile} hostile vectors`,
        floor: null,
        published: null,
        reached: refused / hostile,
        unit: 'share refused',
        note: `${refused} of ${hostile} hostile ones refused by both doors. ${accepted} of ${valid} valid ones with public keys accepted as those of a provider (of the rest, the key is for another algorithm than the signature names); the ${symmetric} with shared secrets are refused on purpose, and none of all enters as an access token`,
      },
    ],
  };
}

function summarize(verdicts: readonly Verdict[]) {
  const hostile = verdicts.filter((verdict) => verdict.hostile);
  const harmless = verdicts.filter((verdict) => !verdict.hostile);
  const valid = harmless.filter(({ isSymmetric }) => !isSymmetric);
  return {
    hostile: hostile.length,
    refused: hostile.filter(({ enters, verifies }) => !enters && !verifies).length,
    valid: valid.length,
    accepted: valid.filter(({ verifies }) => verifies).length,
    symmetric: harmless.length - valid.length,
    entered: verdicts.filter(({ enters }) => enters).length,
  };
}

async function judgeAll(dataDirectory: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const file of files) {
    const text = readFileSync(path.join(dataDirectory, 'conformance', 'wycheproof_jose', file), 'utf8');
    for (const group of Vectors.parse(JSON.parse(text)).testGroups) {
      const keys = keysOf(group);
      for (const { tcId, comment, jws, result } of group.tests) {
        const token = typeof jws === 'string' ? jws : JSON.stringify(jws);
        verdicts.push({
          name: `${file} ${tcId} ${group.comment}: ${comment}`,
          hostile: result === 'invalid',
          enters: await isEntered({ token, keys }),
          verifies: await isVerified({ token, keys }),
          isSymmetric: keys.some(({ kty }) => kty === 'oct'),
        });
      }
    }
  }
  return verdicts;
}

interface Asked {
  readonly token: string;
  readonly keys: KeySet['keys'];
}

/** Also where the key of the vector is taken for one of ours. */
async function isEntered({ token, keys }: Asked): Promise<boolean> {
  try {
    await readAccessToken({
      token,
      now: new Date(0),
      findKey: async (keyId) => {
        const key = keys.find(({ kid }) => kid === keyId) ?? keys[0];
        return key === undefined ? null : asKey(key);
      },
    });
    return true;
  } catch {
    return false;
  }
}

/** As the signature of an ID token is checked, with the keys of the vector as those of the provider. */
async function isVerified({ token, keys }: Asked): Promise<boolean> {
  try {
    const algorithms = [...signatureAlgorithms];
    await compactVerify(token, (header) => findSoundKey({ header, set: { keys } }), { algorithms });
    return true;
  } catch {
    return false;
  }
}

function asKey(key: KeySet['keys'][number]): JWK {
  return Object.fromEntries(Object.entries(key).filter(([, value]) => value !== undefined));
}

function keysOf(group: Group): KeySet['keys'] {
  const given = group.public ?? group.private;
  return KeySet.safeParse(given).data?.keys ?? KeySet.parse({ keys: [given] }).keys;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const dataDirectory = values.data ?? process.env['SOPHIA_EVAL_DATA'] ?? path.join('..', 'shared', 'data');
  const verdicts = await judgeAll(dataDirectory);
  const { hostile, refused, valid, accepted, symmetric, entered } = summarize(verdicts);
  for (const { name, hostile: isHostile, verifies, enters, isSymmetric } of verdicts) {
    const isWrong = isHostile ? verifies || enters : !verifies && !isSymmetric;
    if (isWrong) process.stdout.write(`${isHostile ? 'accepted' : 'refused'} ${name}\n`);
  }
  process.stdout.write(
    `Hostile: ${refused} of ${hostile} refused. Valid with public keys: ${accepted} of ${valid} accepted, ${symmetric} with secrets not taken. `,
  );
  process.stdout.write(`As access tokens: ${entered} entered.\n`);
  process.exitCode = refused === hostile && entered === 0 ? 0 : 1;
}
