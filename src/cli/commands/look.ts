/** `look`: what every block of a fresh network is like in its first step, and how alike the gradients of different pictures are. */
import type { NetworkLook } from '../../training/gradientCorrelation.ts';
import { type SettingKey, settingKeys } from '../../training/settings.ts';
import type { Command } from '../command.ts';
import { dataOptions, readAsked } from '../dataOptions.ts';
import { readOwnSet } from '../ownPictures.ts';

const extras = { ...dataOptions, json: { kind: 'flag', help: 'One JSON object on stdout.' } } as const;

/** It takes one step, and tests nothing. */
const without: readonly SettingKey[] = ['schedule', 'warmup', 'epochs', 'testImages'];

const table = {
  command: 'look',
  settings: settingKeys.filter((key) => !without.includes(key)),
  extras,
} as const;

const number = (value: number | undefined): string =>
  value === undefined ? '' : value.toPrecision(3).padStart(9);

function lines({ blocks, correlation = [] }: NetworkLook): string[] {
  const alike = new Map(correlation.map(({ block, correlation: value }) => [block, value]));
  return blocks.map(({ name, gradientNorm, activationScale }) => {
    const compared = alike.get(name);
    return [
      name.padEnd(12),
      `gradient:${number(gradientNorm)}`,
      `output:${number(activationScale)}`,
      ...(compared === undefined ? [] : [`correlation:${number(compared)}`]),
    ].join('  ');
  });
}

export const lookCommand: Command = {
  table,
  async run(argv, terminal) {
    const asked = readAsked(table, argv);
    const own = asked.choice && (await readOwnSet(asked.choice, terminal.tell));
    const { config, extras: given } = asked.of(own?.facts.name);
    const { lookAtNetwork, openPictures, withDevice } = await import('../heavy.ts');
    const look = await withDevice(terminal, ({ info }) =>
      lookAtNetwork({
        config,
        correlation: true,
        device: info,
        openData: openPictures({ own }),
        signal: new AbortController().signal,
        onProgress: () => {},
      }),
    );
    if (given.json) terminal.print(JSON.stringify(look));
    else for (const line of lines(look)) terminal.print(line);
    return 0;
  },
};
