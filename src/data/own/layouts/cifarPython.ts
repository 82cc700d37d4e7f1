/** CIFAR-10 and CIFAR-100 as their authors pickled them for Python: batches with `data` and `labels` or `fine_labels`, and the names of the classes beside them. */
import type { FoundPicture } from '../found.ts';
import { labelledPictures } from '../labelled.ts';
import { OwnDataError } from '../ownDataError.ts';
import { labelsIn, picturesIn } from '../readers/ndArray.ts';
import { isPickle, type Pickled, PickledArray, readPickle } from '../readers/pickle.ts';
import { splitIn } from '../splitNames.ts';
import { baseName, bytesOf, type OwnFile, sliceOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

type Dictionary = ReadonlyMap<string, Pickled>;

/** Files that are looked into; the sets have eight at most. */
const mostBatches = 100;

const isDictionary = (value: Pickled): value is Dictionary => value instanceof Map;

const latin1 = new TextDecoder('latin1');
const textOf = (value: Pickled): string =>
  value instanceof Uint8Array ? latin1.decode(value) : String(value);

const labelsFrom = (batch: Dictionary): number[] | undefined => {
  const labels = batch.get('fine_labels') ?? batch.get('labels');
  if (labels instanceof PickledArray) return labelsIn(labels);
  return Array.isArray(labels) ? labels.map(Number) : undefined;
};

/** Names of classes by number, from `batches.meta` or `meta`. */
const classesFrom = (meta: Dictionary): string[] | undefined => {
  const names = meta.get('fine_label_names') ?? meta.get('label_names');
  return Array.isArray(names) ? names.map(textOf) : undefined;
};

function batchPictures(file: OwnFile, batch: Dictionary, classes?: readonly string[]): FoundPicture[] {
  const data = batch.get('data');
  const labels = labelsFrom(batch);
  const found = data instanceof PickledArray ? picturesIn(data) : undefined;
  if (!found || labels === undefined) throw new OwnDataError({ kind: 'data-damaged', name: file.path });
  // `data_batch_1` and `train` are trained on.
  const split = splitIn(baseName(file.path)) === 'test' ? 'test' : 'train';
  return labelledPictures({ name: file.path, split, labels, ...found }, classes);
}

export const cifarPython: Layout = {
  name: 'cifar-python',
  async recognise({ files, tally }: Tree) {
    if (files.length > mostBatches) return undefined;
    const dictionaries: { readonly file: OwnFile; readonly batch: Dictionary }[] = [];
    for (const file of files) {
      if (!isPickle(await sliceOf(file, 0, 2))) {
        tally.add('not-pictures', file.path);
        continue;
      }
      const value = readPickle(await bytesOf(file), file.path);
      if (isDictionary(value)) dictionaries.push({ file, batch: value });
    }
    const batches = dictionaries.filter(({ batch }) => batch.has('data'));
    if (batches.length === 0) return undefined;
    const classes = dictionaries.map(({ batch }) => classesFrom(batch)).find((names) => names !== undefined);
    return {
      layout: 'cifar-python',
      classes,
      pictures: batches.flatMap(({ file, batch }) => batchPictures(file, batch, classes)),
    };
  },
};
