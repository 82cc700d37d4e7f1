/** `npx resnet COMMAND …`: finds the command, runs it, and turns what goes wrong into one line on stderr. */
import { messageOf } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Command, Terminal } from './command.ts';
import { EndingError, exitCodes } from './exitCodes.ts';
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
  sweep: {
    summary: 'train every combination of lists of settings, and the mean over seeds.',
    load: async () => (await import('./commands/sweep.ts')).sweep,
  },
  evaluate: {
    summary: 'measure stored weights on the test pictures.',
    load: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  },
  probe: {
    summary: 'what a linear probe reads out of every block of stored weights.',
    load: async () => (await import('./commands/probe.ts')).probe,
  },
  ablate: {
    summary: 'the test accuracy of stored weights without each block.',
    load: async () => (await import('./commands/ablate.ts')).ablate,
  },
  'find-rate': {
    summary: 'search a learning rate in 100 steps.',
    load: async () => (await import('./commands/findRate.ts')).findRateCommand,
  },
  landscape: {
    summary: 'the loss around stored weights, as a surface and a map (Li et al. 2018).',
    load: async () => (await import('./commands/landscape.ts')).landscapeCommand,
  },
  look: {
    summary: 'gradient and output of every block of a fresh network.',
    load: async () => (await import('./commands/look.ts')).lookCommand,
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
  data: {
    summary: 'what a folder, a zip or a file of your own pictures is understood as, and a zip of it.',
    load: async () => (await import('./commands/data.ts')).dataCommand,
  },
  prepare: {
    summary: 'make the shards of a data set in public from its original pictures.',
    load: async () => (await import('./commands/prepare.ts')).prepareCommand,
  },
};

/** What is done once stdout takes no more. `resnet summary | head` is no error: what was asked for was seen. */
let stopUnread = (ending: 'unread' | 'notKept'): void =>
  process.exit(ending === 'unread' ? exitCodes.done : exitCodes[ending]);

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
  onUnread: (stop) => {
    stopUnread = stop;
  },
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
    return name === undefined ? exitCodes.refused : exitCodes.done;
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

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A terminal that was closed says EIO.
  const unread = error.code === 'EPIPE' || error.code === 'EIO';
  if (!unread) terminal.tell(`resnet: The output cannot be written: ${messageOf(error)}.`);
  stopUnread(unread ? 'unread' : 'notKept');
});
// Nobody reads the way there any more; the result may still be wanted.
process.stderr.on('error', () => {});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text = messageOf(error);
  terminal.tell(`resnet: ${text.split('\n')[0]}`);
  process.exitCode = exitCodes[error instanceof EndingError ? error.ending : 'failed'];
}
