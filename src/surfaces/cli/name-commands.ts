import type { Command } from 'commander';

/**
 * Names the workspace in each command of a text that would work in another one by itself: `sophia sync status` becomes
 * `sophia sync status --workspace example`. What is no command, or takes no workspace, stays as it is.
 */
export function nameCommands({
  program,
  workspaceId,
  text,
}: {
  program: Command;
  workspaceId: string;
  text: string;
}): string {
  return text.replaceAll(/\bsophia((?: [a-z][a-z-]*)+)(?!.{0,200}--workspace)/g, (whole, words: string) => {
    let command = program;
    let path = 'sophia';
    for (const word of words.trim().split(' ')) {
      const below = command.commands.find((each) => each.name() === word);
      if (below === undefined) break;
      command = below;
      path += ` ${word}`;
    }
    const own = command.options.find(({ long }) => long === '--workspace');
    if (own === undefined || own.defaultValue === workspaceId) return whole;
    return `${path} --workspace ${workspaceId}${whole.slice(path.length)}`;
  });
}
