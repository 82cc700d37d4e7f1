/** What files say of a data set out of somebody's own pictures: it comes back, and what cannot be so is refused. */
import { expect, it } from 'vitest';
import { factsOf, isOwnName, type OwnName, rememberFacts } from '../../src/data/sets/index.ts';
import { ownName } from '../../src/data/sets/ownName.ts';
import { type Checkpoint, startPosition } from '../../src/formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile, runKey } from '../../src/formats/checkpointFile.ts';
import { configOfWeights, datasetOfWeights, modelMetadata } from '../../src/formats/modelMetadata.ts';
import { ownSetKey, ownSetMetadata, rememberOwnSet } from '../../src/formats/ownSetMetadata.ts';
import { readStateFile, stateFile } from '../../src/formats/stateFile.ts';
import { summarise } from '../../src/formats/stateSummary.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { ProblemError } from '../../src/problems/index.ts';
import { configFrom, specOf } from '../../src/training/config.ts';
import { readPreview } from '../../src/worker/files.ts';

let made = 0;
/** A set that no other test knows of. */
function newSet(): { readonly name: OwnName; readonly told: Readonly<Record<string, unknown>> } {
  const hash = (++made).toString(16).padStart(16, '0').padEnd(64, 'f');
  const name = ownName({ imageSize: 32, classes: 3, images: { train: 12, test: 4 } }, hash);
  const told = {
    title: 'Pets',
    classes: ['cat', '狗', 'constructor'],
    mean: [0.5, 0.4, 0.3],
    std: [0.2, 0.25, 0.3],
    samples: [{ index: 3, label: 2 }],
    hash,
  };
  return { name, told };
}

const metadataOf = (name: string, told: unknown) => ({ dataset: name, [ownSetKey]: JSON.stringify(told) });

it('is known to everybody once a file was read, and stands in the files that are written then', () => {
  const { name, told } = newSet();
  expect(ownSetMetadata(name)).toEqual({});
  expect(factsOf(name).classes).toEqual(['1', '2', '3']);
  rememberOwnSet(metadataOf(name, told));
  expect(factsOf(name)).toMatchObject(told);
  expect(ownSetMetadata(name)).toEqual({ [ownSetKey]: JSON.stringify(told) });
  expect(modelMetadata(configFrom({ dataset: name }))).toMatchObject(metadataOf(name, told));
  expect(ownSetMetadata('cifar10')).toEqual({});
});

it('may come without the whole hash, of which its name has the beginning', () => {
  const { name, told } = newSet();
  const { hash: _, ...bare } = told;
  rememberOwnSet(metadataOf(name, bare));
  expect(ownSetMetadata(name)).toEqual({ [ownSetKey]: JSON.stringify(bare) });
});

it('does not change by another file, which may come from anybody', () => {
  const { name, told } = newSet();
  rememberFacts({ ...factsOf(name), ...(told as object), name });
  rememberOwnSet(metadataOf(name, { ...told, title: 'Other', classes: ['x', 'y', 'z'] }));
  expect(factsOf(name).title).toBe('Pets');
});

it('is read with weights and with a checkpoint', async () => {
  const { name, told } = newSet();
  const config = { ...configFrom({ dataset: name }), blocks: [1], width: 2 };
  const state = { weights: initialWeights(structureOf(specOf(config)), 'he', 1), slots: [], steps: 0 };
  const metadata = { ...modelMetadata(config), ...metadataOf(name, told) };
  const summary = summarise(readStateFile(stateFile(state, metadata)));
  expect(summary).toMatchObject({ dataset: name, candidates: [{ classes: 3 }] });
  expect(factsOf(name).title).toBe('Pets');
  expect(configOfWeights(metadata)?.dataset).toBe(name);

  const run: Checkpoint = { config, position: startPosition, epochs: [], state };
  const bytes = checkpointFile(run);
  expect(readStateFile(bytes).metadata[ownSetKey]).toBe(JSON.stringify(told));
  expect(readCheckpointFile(bytes).config).toEqual(config);
  const preview = await readPreview(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  expect(preview.ownSet).toMatchObject({ name, ...told });
  expect(preview.metadata.map(([key]) => key)).not.toContain(ownSetKey);
  // Of one set by its metadata, of another by its run.
  const { [runKey]: text = '' } = readStateFile(bytes).metadata;
  const mixed = stateFile(state, { ...metadataOf(newSet().name, {}), [ownSetKey]: '', [runKey]: text });
  expect(() => readCheckpointFile(mixed)).toThrow(/^(What this file says|The run in this checkpoint)/);
  const other = stateFile(state, { dataset: newSet().name, [runKey]: text });
  expect(() => readCheckpointFile(other)).toThrow(
    'The run in this checkpoint is not right at "config.dataset": The weights are of another data set.',
  );
});

it.each<[string, (told: Readonly<Record<string, unknown>>) => unknown, string]>([
  ['other classes than its name', (told) => ({ ...told, classes: ['a', 'b'] }), 'classes'],
  ['a class without a name', (told) => ({ ...told, classes: ['a', 'b', ''] }), 'classes.2'],
  ['an order to a terminal', (told) => ({ ...told, title: '\u001b[2J' }), 'title'],
  ['a class of any length', (told) => ({ ...told, classes: ['a', 'b', 'c'.repeat(5000)] }), 'classes.2'],
  ['no deviation', (told) => ({ ...told, std: [0.2, 0, 0.2] }), 'std.1'],
  ['a mean of nothing', (told) => ({ ...told, mean: [null, 0, 0] }), 'mean.0'],
  ['two channels', (told) => ({ ...told, mean: [0.1, 0.2] }), 'mean.2'],
  ['a sample of no class', (told) => ({ ...told, samples: [{ index: 0, label: 3 }] }), 'samples.0.label'],
  [
    'a sample that is not there',
    (told) => ({ ...told, samples: [{ index: 4, label: 0 }] }),
    'samples.0.index',
  ],
  ['the hash of another', (told) => ({ ...told, hash: 'a'.repeat(64) }), 'hash'],
  ['no object', () => 7, ownSetKey],
  ['depth', () => [[[[[]]]]], ownSetKey],
])('is refused with %s', (_, change, at) => {
  const { name, told } = newSet();
  const read = () => datasetOfWeights(metadataOf(name, change(told)));
  expect(read).toThrow(ProblemError);
  expect(read).toThrow(`What this file says of its data set is not right at "${at}": `);
  expect(factsOf(name).classes).toEqual(['1', '2', '3']);
  expect(isOwnName(name)).toBe(true);
});

it('is refused where it is no JSON, or has a key twice', () => {
  const { name, told } = newSet();
  const text = JSON.stringify(told);
  for (const bad of ['', '{', `${text.slice(0, -1)},"title":"Two"}`, text.padEnd(2 ** 20 + 1, ' ')])
    expect(() => rememberOwnSet({ dataset: name, [ownSetKey]: bad })).toThrow('What this file says');
});

it('is not written where no reader would take it', () => {
  const { name, told } = newSet();
  rememberFacts({ ...factsOf(name), ...(told as object), title: 'a\u0007b', name });
  expect(ownSetMetadata(name)).toEqual({});
});
