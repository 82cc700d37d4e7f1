/** `npm run -s resnet -- <command> …`: finds the command, runs it, and turns what goes wrong into one line on stderr. */
import type { Command, Terminal } from './command.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './options.ts';
import { usageOf } from './usage.ts';

/** Each command is loaded when it is called for: `summary` should not wait for tfjs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  summary: async () => (await import('./commands/summary.ts')).summary,
  train: async () => (await import('./commands/train.ts')).train,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  prepare: async () => (await import('./preparing.ts')).prepareCommand,
};

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
};

async function overview(): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).summary}`),
  );
  return [
    'ResNet Playground on the command line: npm run -s resnet -- COMMAND [OPTIONS]',
    '',
    ...rows,
    '',
    'resnet COMMAND --help lists the options of a command.',
  ].join('\n');
}

async function main([name, ...argv]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const text = await overview();
    if (name === undefined) terminal.tell(text);
    else terminal.print(text);
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(commands, name)) {
    const names = Object.keys(commands);
    throw new UsageError(
      `There is no command "${name}": did you mean ${nearest(name, names)}? (resnet --help lists all.)`,
    );
  }
  const command = await commands[name]?.();
  if (!command) return 2;
  if (argv.includes('--help') || argv.includes('-h')) {
    terminal.print(usageOf(command.table, command.summary));
    return 0;
  }
  return command.run(argv, terminal);
}

// `resnet … | head` closes our stdout early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  terminal.tell(`resnet: ${text.split('\n')[0]}`);
  // The wrong command line and the failed run differ for scripts.
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
