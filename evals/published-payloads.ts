import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSlackSimulator } from '../simulators/slack/index.ts';
import { smallWorld } from '../simulators/world/small-world.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { collectOpenAi, collectPinecone, collectWeaviate } from './published/collect-described.ts';
import { collectSlack } from './published/collect-slack.ts';
import { judgeExchanges, type Verdict } from './published/judge-exchanges.ts';
import { isKnown } from './published/known-differences.ts';
import { specsBeside } from './published/read-published.ts';
import { readSlackAnswers } from './published/read-slack-answers.ts';
import { readSlackPayloads } from './published/read-slack-payloads.ts';
import type { Reading } from './published/reading.ts';

interface Measured {
  readonly payloads: readonly Reading[];
  readonly answers: readonly Reading[];
  readonly verdicts: readonly Verdict[];
}

const vendors = ['Slack', 'Pinecone', 'Weaviate', 'OpenAI'] as const;

/** Returns the rows of the table of results for what vendors have published, which lies beside the evaluation data. */
export async function evaluate({ dataDirectory }: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const { payloads, answers, verdicts } = await measurePublished(specsBeside(dataDirectory));
  return {
    rows: [
      readingRow({ measure: 'payloads of Slack that Sophia takes in', what: 'payloads', readings: payloads }),
      readingRow({ measure: 'answers of Slack that Sophia reads', what: 'answers', readings: answers }),
      ...vendors.map((vendor) => verdictRow({ vendor, verdicts: verdicts.filter((one) => one.vendor === vendor) })),
    ].filter(({ reached }) => Number.isFinite(reached)),
  };
}

async function measurePublished(specs: string): Promise<Measured> {
  const slack = await startSlackSimulator({ port: 0, world: smallWorld() });
  try {
    return {
      payloads: await readSlackPayloads({ specs, slackUrl: slack.url }),
      answers: await readSlackAnswers(specs),
      verdicts: judgeExchanges([
        ...(await collectSlack(specs)),
        ...(await collectPinecone(specs)),
        ...(await collectWeaviate(specs)),
        ...(await collectOpenAi(specs)),
      ]),
    };
  } finally {
    await slack.close();
  }
}

function readingRow({
  measure,
  what,
  readings,
}: {
  measure: string;
  what: string;
  readings: readonly Reading[];
}): EvaluationRow {
  const received = readings.filter(({ outcome }) => outcome !== 'not received');
  const accepted = received.filter(({ outcome }) => outcome === 'accepted').length;
  return {
    measure,
    sample: `${received.length} of ${readings.length} published ${what}`,
    floor: null,
    published: null,
    reached: accepted / received.length,
    unit: 'share accepted',
    note: `${accepted} accepted, ${received.length - accepted} refused, ${readings.length - received.length} not of a kind that is received`,
  };
}

function verdictRow({ vendor, verdicts }: { vendor: string; verdicts: readonly Verdict[] }): EvaluationRow {
  const judged = verdicts.filter(({ isPublished }) => isPublished);
  const same = judged.filter(({ differences }) => differences.length === 0).length;
  const sound = judged.filter((one) => unexplained(one).length === 0).length;
  const beyond = judged.reduce((sum, one) => sum + one.beyond.length, 0);
  const further = beyond === 0 ? '' : `; ${beyond} fields that no sample has`;
  return {
    measure: `what the simulated ${vendor} sends`,
    sample: `${judged.length} answers and events with a published form, ${verdicts.length - judged.length} without`,
    floor: null,
    published: null,
    reached: same / judged.length,
    unit: 'share as published',
    note: `${same} of ${judged.length} have every required field and each type as published; of the others, ${sound - same} differ only in what the README of the simulator names with the reason${further}`,
  };
}

function unexplained({ vendor, differences }: Verdict): Verdict['differences'] {
  return differences.filter((difference) => !isKnown({ vendor, difference }));
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const dataDirectory = values.data ?? process.env['SOPHIA_EVAL_DATA'] ?? path.join('..', 'shared', 'data');
  const { payloads, answers, verdicts } = await measurePublished(specsBeside(dataDirectory));
  for (const { name, outcome, reason } of [...payloads, ...answers]) {
    if (outcome !== 'accepted') process.stdout.write(`${name}: ${outcome}${reason === null ? '' : `, ${reason}`}\n`);
  }
  for (const { vendor, name, differences, beyond } of verdicts) {
    for (const difference of differences) {
      const word = isKnown({ vendor, difference }) ? 'known' : 'differs';
      process.stdout.write(`${word}: ${vendor} ${name} at ${difference.place}: ${difference.reason}\n`);
    }
    if (beyond.length > 0) process.stdout.write(`further: ${vendor} ${name}: ${beyond.join(' ')}\n`);
  }
  const isSound = verdicts.every((one) => unexplained(one).length === 0);
  process.exitCode = isSound && [...payloads, ...answers].every(({ outcome }) => outcome !== 'refused') ? 0 : 1;
}
