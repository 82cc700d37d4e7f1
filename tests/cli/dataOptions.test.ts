/** `--data` among the options, and which pictures a run goes on with: all without a GPU, as it is refused before one is asked for. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateCommand } from '../../src/cli/commands/evaluate.ts';
import { exportCommand } from '../../src/cli/commands/export.ts';
import { landscapeCommand } from '../../src/cli/commands/landscape.ts';
import { sweep } from '../../src/cli/commands/sweep.ts';
import { train } from '../../src/cli/commands/train.ts';
import { dataOptions, readAsked } from '../../src/cli/dataOptions.ts';
import { UsageError } from '../../src/cli/options.ts';
import { leaveWhere, readOwnSet } from '../../src/cli/ownPictures.ts';
import { startRunFolder } from '../../src/cli/runFolder.ts';
import type { OwnSet } from '../../src/data/own/makeSet.ts';
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { configFrom, specOf } from '../../src/training/config.ts';
import { settingKeys } from '../../src/training/settings.ts';
import { files, many } from '../data/own/kit.ts';
import { decodeOnnx } from '../formats/decodeOnnx.ts';
import { checkpointAt } from './runs.ts';

let root = '';
let flowers: OwnSet;
const at = (...names: string[]) => join(root, ...names);
const making = { imageSize: 32, fit: 'crop', seed: 1 } as const;

async function folderOf(name: string, tree: Readonly<Record<string, true>>): Promise<void> {
  for (const file of await files(tree)) {
    mkdirSync(dirname(at(name, file.path)), { recursive: true });
    writeFileSync(at(name, file.path), await file.slice(0, file.size));
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'own-data-'));
  await folderOf('flowers', { ...many('rose/', 6), ...many('tulip/', 6) });
  await folderOf('others', { ...many('rose/', 7), ...many('tulip/', 6) });
  await folderOf('pets', { ...many('cat/', 6), ...many('dog/', 6) });
  flowers = await readOwnSet({ path: at('flowers'), ...making }, () => {});
});
afterAll(() => rmSync(root, { recursive: true }));

const network = { blocks: [1], width: 2 } as const;
/** A run that learned the flowers, with one epoch of two behind it. */
function keptRun(name: string): string {
  const config = { ...configFrom({ dataset: flowers.facts.name, epochs: '2' }), ...network };
  const folder = startRunFolder(at(name), 'r', () => {});
  const weights = initialWeights(structureOf(specOf(config)), 'he', 1);
  folder.keep({ ...checkpointAt(10), config, state: { weights, slots: [], steps: 10 } });
  folder.close();
  return at(name);
}

const terminal = { print: () => {}, tell: () => {}, onUnread: () => {} };
/** The sentence of a refusal. */
async function refusal(command: { run: typeof train.run }, ...argv: string[]): Promise<string> {
  const error: unknown = await command.run(argv, terminal).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message.replaceAll(root, '…');
}

describe('the options', () => {
  const table = { command: 'train', settings: settingKeys, extras: dataOptions } as const;

  it('take the numbers of pictures from the set, once it is read', () => {
    const asked = readAsked(table, ['--data', 'x', '--data-seed', '3', '--epochs', '2']);
    expect(asked.choice).toEqual({ path: 'x', ...making, seed: 3 });
    expect([...asked.first.given]).toEqual(['epochs']);
    expect(asked.of('own-32-3-120-30-9f86d081884c7d65').config).toMatchObject({
      dataset: 'own-32-3-120-30-9f86d081884c7d65',
      trainImages: 120,
      testImages: 30,
      epochs: 2,
    });
    const many = readAsked(table, ['--data', 'x', '--train-images', '200000']);
    expect(() => many.of('own-32-3-120-30-9f86d081884c7d65')).toThrow(
      '--train-images must be a whole number from 1 to 120, but it is "200000".',
    );
    expect(readAsked(table, ['--data', 'x', '--test-images', '200000']).first.config.testImages).toBe(
      200_000,
    );
  });

  it.each([
    [
      ['--data', 'x', '--dataset', 'cifar10'],
      '--data and --dataset both say which pictures: give one of them.',
    ],
    [['--data=x', '--dataset=cifar10'], '--data and --dataset both say which pictures: give one of them.'],
    [
      ['--data-fit', 'whole'],
      '--data-fit says how pictures of your own are read: give them with --data PATH.',
    ],
    [['--data', 'x', '--data-size', '48'], '--data-size must be 32 or 64, but it is 48.'],
    [['--data', 'x', '--data-fit', 'tight'], '--data-fit must be crop or whole, but it is "tight".'],
    [['--data', 'x', '--epochs', '0'], '--epochs must be a whole number from 1 to 1000, but it is "0".'],
    [['--data'], '--data needs a value.'],
  ])('%j is refused before any picture is read', (argv, message) => {
    expect(() => readAsked(table, argv)).toThrow(message);
  });
});

describe('a run that goes on', () => {
  it('needs the pictures that it learned: given again, or where it says they are', async () => {
    // One that is refused holds its folder until its process ends.
    const resumed = (name: string, path?: string): Promise<string> => {
      const run = keptRun(name);
      if (path !== undefined) leaveWhere(run, { path: at(path), ...making });
      return refusal(train, '--resume', run);
    };
    const learned = `learned pictures of somebody's own, "flowers" (${flowers.facts.name})`;
    expect(await resumed('a1')).toBe(`The run in …/a1 ${learned}: give them with --data PATH.`);
    expect(await resumed('a2', 'gone')).toBe(
      `The run in …/a2 ${learned}, which cannot be read any more (…/gone cannot be read: is the path right?): give them with --data PATH.`,
    );
    expect(await resumed('a3', 'others')).toBe(
      `The run in …/a3 ${learned}, but in …/others there are others by now: give them with --data PATH.`,
    );
  });

  it('refuses others, of which one picture more makes them', async () => {
    expect(await refusal(train, '--resume', keptRun('b'), '--data', at('others'))).toMatch(
      /^The run in …\/b learned "flowers" \(own-32-2-10-2-[0-9a-f]{16}\), but …\/others holds other pictures, own-32-2-11-2-[0-9a-f]{16}: give the same again, or start a new run with --out\.$/,
    );
    const cifar = startRunFolder(at('c'), 'r', () => {});
    cifar.keep(checkpointAt(10));
    cifar.close();
    expect(await refusal(train, '--resume', at('c'), '--data', at('flowers'))).toBe(
      'The run in …/c learned CIFAR-10: leave out --data, or start a new run with --out.',
    );
  });

  it('is none of a sweep over other pictures', async () => {
    keptRun('sweep/run');
    const options = ['--blocks', '1', '--width', '2', '--epochs', '2', '--out', at('sweep')];
    expect(await refusal(sweep, ...options, '--data', at('others'))).toMatch(
      /^…\/sweep\/run holds a run with --dataset own-32-2-10-2-\w+, but this sweep has own-32-2-11-2-\w+ there: /,
    );
  });
});

describe('weights', () => {
  const write = (name: string, dataset: OwnSet['facts']['name']): string => {
    const config = { ...configFrom({ dataset }), ...network };
    const weights = initialWeights(structureOf(specOf(config)), 'he', 1);
    writeFileSync(at(name), weightsFile({ weights, slots: [], steps: 1 }, modelMetadata(config)));
    return at(name);
  };

  it('are not measured on classes of other names, nor without pictures', async () => {
    const file = write('flowers.safetensors', flowers.facts.name);
    expect(await refusal(evaluateCommand, '--weights', file)).toMatch(
      /^This network learned pictures of somebody's own, "flowers"/,
    );
    expect(await refusal(evaluateCommand, '--weights', file, '--data', at('pets'))).toBe(
      'This network learned the classes of flowers (rose, tulip), but those of pets are others (cat, dog): give it pictures with the classes that it learned.',
    );
  });

  it('of two sets are not drawn beside each other', async () => {
    const pets = await readOwnSet({ path: at('pets'), ...making }, () => {});
    const one = write('flowers.safetensors', flowers.facts.name);
    const other = keptRun('d');
    const two = write('d/pets.safetensors', pets.facts.name);
    leaveWhere(other, { path: at('pets'), ...making });
    leaveWhere(root, { path: at('flowers'), ...making });
    expect(await refusal(landscapeCommand, '--weights', one, '--twin', two)).toMatch(
      /^The network is measured on "flowers" \(own-.*\), but its twin learned "pets" \(own-.*\): only losses of the same pictures can be compared\.$/,
    );
  });

  it('are exported with the names of their classes', async () => {
    const file = write('named.safetensors', flowers.facts.name);
    const out = at('model.onnx');
    expect(await exportCommand.run(['--weights', file, '--format', 'onnx', '--out', out], terminal)).toBe(0);
    expect(JSON.stringify(decodeOnnx(readFileSync(out)).metadata)).toContain('tulip');
  });
});
