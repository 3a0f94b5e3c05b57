import { SophiaError } from '#platform/errors';

/** Says so in our words where the chat knows a channel of that name which Sophia cannot see. */
export async function orNameTaken<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SophiaError) || error.details['reason'] !== 'name_taken') throw error;
    throw new SophiaError(
      'channel.name-taken',
      `Expected the name #${name} free in Slack, found it taken, perhaps by a private channel that Sophia cannot see.`,
      { cause: error },
    );
  }
}
