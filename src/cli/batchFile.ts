/** The `--batch FILE` of `step`: normalised pictures and their labels as safetensors, in PyTorch's layout. */
import { messageOf } from '../base/errors.ts';
import { type FileTensor, readSafetensors } from '../formats/safetensors.ts';
import type { ModelSpec } from '../model/spec.ts';
import type { FloatBatch } from '../nn/engine.ts';
import { toNhwc } from '../nn/layout.ts';
import { GivenFileError, readGivenFile } from './givenFile.ts';
import { UsageError } from './options.ts';

const list = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

type Size = Pick<ModelSpec, 'inputSize' | 'classes'>;

function pixelsOf(tensor: FileTensor | undefined, { inputSize }: Size): Float32Array {
  const wanted = `normalised pictures, F32 of shape [N, 3, ${inputSize}, ${inputSize}]`;
  if (!tensor) throw new UsageError(`it lacks "images": ${wanted}.`);
  const { shape } = tensor;
  if (
    tensor.dtype !== 'F32' ||
    shape.length !== 4 ||
    !shape[0] ||
    list(shape.slice(1)) !== list([3, inputSize, inputSize])
  ) {
    throw new UsageError(`"images" must be ${wanted}, but it is ${tensor.dtype} of shape ${list(shape)}.`);
  }
  const bad = tensor.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new UsageError(`"images" holds ${tensor.data[bad]}: every value must be a finite number.`);
  return toNhwc(tensor.data, shape);
}

function labelsOf(tensor: FileTensor | undefined, images: number, { classes }: Size): Int32Array {
  const wanted = `class numbers, I32 or I64 of shape [${images}]`;
  if (!tensor) throw new UsageError(`it lacks "labels": ${wanted}.`);
  if (tensor.dtype === 'F32' || list(tensor.shape) !== list([images])) {
    throw new UsageError(
      `"labels" must be ${wanted}, one a picture, but it is ${tensor.dtype} of shape ${list(tensor.shape)}.`,
    );
  }
  const values: readonly (number | bigint)[] = [...tensor.data];
  return Int32Array.from(values, (value: number | bigint) => {
    const label = Number(value);
    if (label >= 0 && label < classes) return label;
    throw new UsageError(`"labels" holds ${label}: a class is a number from 0 to ${classes - 1}.`);
  });
}

/**
 * Reads `images`, F32 [N, 3, S, S], and `labels`, I32 or I64 [N].
 * @throws UsageError with one sentence when the file is not that.
 */
export async function readBatchFile(path: string, size: Size): Promise<FloatBatch> {
  try {
    const bytes = await readGivenFile('batch file', path);
    const tensors = new Map(readSafetensors(bytes).tensors.map((t) => [t.name, t]));
    const pixels = pixelsOf(tensors.get('images'), size);
    const images = pixels.length / (3 * size.inputSize ** 2);
    return { pixels, labels: labelsOf(tensors.get('labels'), images, size) };
  } catch (error) {
    if (error instanceof GivenFileError) throw error;
    throw new UsageError(`The batch file ${path}: ${messageOf(error)}`);
  }
}
