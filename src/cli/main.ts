/** `npx resnet COMMAND …`: finds the command, runs it, and turns what goes wrong into one line on stderr. */
import { messageOf } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Command, Terminal } from './command.ts';
import { UsageError } from './options.ts';
import { usageOf } from './usage.ts';

interface Entry {
  /** One sentence for the help. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Each command is loaded when it is called for. */
const commands: Readonly<Record<string, Entry>> = {
  summary: {
    summary: 'shapes, parameters and multiply-accumulates of a network.',
    load: async () => (await import('./commands/summary.ts')).summary,
  },
  train: {
    summary: 'train a network on a data set.',
    load: async () => (await import('./commands/train.ts')).train,
  },
  evaluate: {
    summary: 'measure stored weights on the test pictures.',
    load: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  },
  step: {
    summary: 'a few exact steps on a given batch, with gradients, for comparing with PyTorch.',
    load: async () => (await import('./commands/step.ts')).step,
  },
  export: {
    summary: 'stored weights as safetensors, LayersModel, ONNX or a PyTorch project.',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  bench: {
    summary: 'time stock and fused engine side by side.',
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
  prepare: {
    summary: 'make the shards of a data set in public from its original pictures.',
    load: async () => (await import('./commands/prepare.ts')).prepareCommand,
  },
};

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
};

const overview = (): string =>
  [
    'ResNet Playground on the command line: npx resnet COMMAND [OPTIONS]',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`),
    '',
    'resnet COMMAND --help lists the options of a command.',
  ].join('\n');

async function main([name, ...argv]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    if (name === undefined) terminal.tell(overview());
    else terminal.print(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    throw new UsageError(
      `There is no command "${name}": did you mean ${nearest(name, Object.keys(commands))}? (resnet --help lists all.)`,
    );
  }
  const command = await entry.load();
  if (argv.includes('--help') || argv.includes('-h')) {
    terminal.print(usageOf(command.table, entry.summary));
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
  const text = messageOf(error);
  terminal.tell(`resnet: ${text.split('\n')[0]}`);
  // The wrong command line and the failed run differ for scripts.
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
