/** A run that begins with the weights of a file: which network it has, what is said, what is refused. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOptions } from '../../src/cli/options.ts';
import { startFrom } from '../../src/cli/startFrom.ts';
import { rememberFacts } from '../../src/data/sets/index.ts';
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { configFrom, specOf } from '../../src/training/config.ts';
import { settingKeys } from '../../src/training/settings.ts';
import { livelyWeights } from '../formats/networks.ts';
import { ownFacts } from '../formats/ownFacts.ts';

const learned = configFrom({ blocks: '1,1', width: '4' });
const folder = mkdtempSync(join(tmpdir(), 'start-from-'));
const file = join(folder, 'trained.safetensors');
writeFileSync(
  file,
  weightsFile({ weights: livelyWeights(specOf(learned)), slots: [], steps: 7 }, modelMetadata(learned)),
);
rememberFacts(ownFacts);

async function started(...argv: string[]) {
  const told: string[] = [];
  const options = readOptions({ command: 'train', settings: settingKeys, extras: {} }, argv);
  const { config, origin } = await startFrom(file, options, (line) => told.push(line));
  return { config, origin, told };
}

it('has the network of the file, and all else as it is asked for', async () => {
  const { config, origin, told } = await started('--epochs', '3');
  expect(config).toEqual({ ...learned, epochs: 3 });
  expect(told).toEqual([]);
  expect(origin).toMatchObject({ kind: 'weights', dataset: 'cifar10' });
});

it('says that the classifier starts fresh where the classes are others', async () => {
  const { config, told } = await started('--dataset', ownFacts.name);
  expect(specOf(config)).toMatchObject({ blocks: [1, 1], width: 4, classes: ownFacts.classes.length });
  expect(told).toEqual([
    `All but the classifier of ${file} is taken: it learned other classes than the ${ownFacts.classes.length} of ${ownFacts.title}, whose classifier starts fresh.`,
  ]);
});

it('refuses another network than that of the file', async () => {
  await expect(started('--width', '8')).rejects.toThrow(
    /holds .*: a run from its weights cannot have another network\.$/,
  );
});
