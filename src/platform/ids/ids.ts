import { randomFillSync } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { Clock } from '#platform/clock';

/** The prefixes in use; an id is `<prefix>_<UUIDv7 without hyphens>`. */
const idPrefixes = {
  workspace: 'ws',
  call: 'call',
  callVersion: 'callv',
  analysis: 'ana',
  claim: 'claim',
  batch: 'batch',
  batchItem: 'item',
  tracker: 'trk',
  audit: 'aud',
  event: 'evt',
  request: 'req',
  usage: 'use',
  inboxEvent: 'inb',
  dueWork: 'due',
  effect: 'eff',
  crmRecord: 'rec',
  crmDetail: 'det',
  duplicate: 'dup',
  person: 'per',
  identity: 'idn',
  callLink: 'lnk',
  changeSet: 'set',
  change: 'chg',
  changeMove: 'mov',
  approval: 'apv',
  syncLogEntry: 'syn',
  commitment: 'com',
  statement: 'stm',
  contradiction: 'con',
  warning: 'wrn',
  drift: 'drf',
  notification: 'ntf',
  chatInteraction: 'act',
  user: 'usr',
  userLink: 'ulk',
  session: 'ses',
  apiKey: 'key',
  signingKey: 'sig',
  vendorKey: 'vky',
  chatAccount: 'cac',
  team: 'tea',
  territory: 'ter',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  webhookAttempt: 'wha',
  searchDocument: 'sdc',
  vectorSpace: 'vsp',
  crmNote: 'nte',
  workspaceDocument: 'doc',
  quota: 'quo',
  answer: 'ans',
} as const;

export type IdKind = keyof typeof idPrefixes;

export interface Ids {
  create(kind: IdKind): string;
}

/** Ids that sort by the time they were made by the given clock, and in the order of making within a millisecond. */
export function createIds(clock: Clock): Ids {
  let lastMs = -1;
  let sequence = 0;
  const takeRandom = createRandom();
  return {
    create: (kind) => {
      const nowMs = clock.now().getTime();
      sequence = nowMs === lastMs ? sequence + 1 : 0;
      lastMs = nowMs;
      return `${idPrefixes[kind]}_${uuidV7({ msecs: nowMs, seq: sequence, random: takeRandom() }).replaceAll('-', '')}`;
    },
  };
}

const bytesPerId = 16;
const idsPerDraw = 256;

/** Bytes for one id, each handed out once; they are drawn for many, as asking the system is most of what an id costs. */
function createRandom(): () => Uint8Array {
  const drawn = new Uint8Array(bytesPerId * idsPerDraw);
  let next = drawn.length;
  return () => {
    if (next === drawn.length) {
      randomFillSync(drawn);
      next = 0;
    }
    next += bytesPerId;
    return drawn.slice(next - bytesPerId, next);
  };
}

/** Ids that count up from one, for tests whose output is compared. */
export function createCountingIds(): Ids {
  let count = 0;
  return {
    create: (kind) => {
      count += 1;
      return `${idPrefixes[kind]}_${String(count).padStart(8, '0')}`;
    },
  };
}
