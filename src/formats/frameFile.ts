/**
 * A frame as a file: its arrays are tensors of a safetensors file, the rest is JSON in the metadata, and a checksum covers all of it.
 * The network that comes with the page brings one along. It is read as untrusted input.
 */
import * as v from 'valibot';
import { InternalError } from '../base/errors.ts';
import { parseStrictJson } from '../base/json.ts';
import { type Frame, framedPictures } from '../training/frames.ts';
import { labelsOf } from '../training/labels.ts';
import { frame as frameSchema } from '../training/schemas.ts';
import { type FileTensor, readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts';
import { checkSeal, seal, sealKey, unsealed } from './seal.ts';

/** Where the metadata hold what is no tensor. */
const restKey = 'frame';
/** The object, its vitals, the list of their blocks, a block. */
const deepest = 4;
const weightsSuffix = '.reader.weights';
const biasSuffix = '.reader.bias';

const floats = (name: string, data: Float32Array, shape: readonly number[] = [data.length]): FileTensor => ({
  name,
  shape,
  dtype: 'F32',
  data,
});

/** @throws what `readFrameFile` would: nothing is written that could not be read. */
export function frameFile(frame: Frame): Uint8Array {
  const { predicted, losses, logits, stem, readers, ...rest } = frame;
  const tensors: FileTensor[] = [
    // The files know no bytes; 40 kB in place of 10.
    { name: 'predicted', shape: [predicted.length], dtype: 'I32', data: Int32Array.from(predicted) },
    floats('losses', losses),
    floats('logits', logits),
    floats('stem', stem.data, stem.shape),
    ...(readers ?? []).flatMap(({ name, weights, bias }) => [
      floats(name + weightsSuffix, weights, [weights.length / bias.length, bias.length]),
      floats(name + biasSuffix, bias),
    ]),
  ];
  const metadata = { [restKey]: JSON.stringify(rest), [sealKey]: unsealed };
  const bytes = seal(writeSafetensors({ tensors, metadata }));
  readFrameFile(bytes);
  return bytes;
}

/** @throws SafetensorsError, StrictJsonError or ValiError where the file is not what `frameFile` writes. */
export function readFrameFile(bytes: Uint8Array): Frame {
  const { tensors, metadata } = readSafetensors(bytes);
  const { [sealKey]: checksum, [restKey]: rest = '' } = metadata;
  if (checksum === undefined) throw new SafetensorsError({ kind: 'wrong-checksum' });
  checkSeal(bytes, checksum);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const dataOf = (name: string) => byName.get(name)?.data;
  const predicted = dataOf('predicted');
  if (!(predicted instanceof Int32Array)) throw new InternalError('The file has no predictions.');
  const logits = dataOf('logits');
  const classes = Math.floor((logits?.length ?? 0) / framedPictures(predicted.length));
  if (predicted.some((said) => !(said >= 0 && said < classes)))
    throw new InternalError('The file names a class that the network does not have.');
  const readers = [...byName.keys()]
    .filter((name) => name.endsWith(weightsSuffix))
    .map((name) => name.slice(0, -weightsSuffix.length))
    .map((name) => ({ name, weights: dataOf(name + weightsSuffix), bias: dataOf(name + biasSuffix) }));
  return v.parse(frameSchema, {
    ...Object(parseStrictJson(rest, deepest)),
    predicted: labelsOf(classes, predicted),
    losses: dataOf('losses'),
    logits,
    stem: { shape: [...(byName.get('stem')?.shape ?? [])], data: dataOf('stem') },
    ...(readers.length > 0 && { readers }),
  });
}
