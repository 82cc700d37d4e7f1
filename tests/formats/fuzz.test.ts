/**
 * Thousands of damaged files: each is read as it is or refused in a sentence of the reader's own. No crash, no hang, no
 * memory that the file itself does not account for.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { ManifestError, parseManifest } from '../../src/data/manifest.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { startPosition } from '../../src/formats/checkpoint.ts';
import { CheckpointError, checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { otherTypes } from '../../src/formats/otherTypes.ts';
import {
  type FileTensor,
  readSafetensors,
  SafetensorsError,
  writeSafetensors,
} from '../../src/formats/safetensors.ts';
import { seal, sealKey } from '../../src/formats/seal.ts';
import { readStateFile, weightsFile } from '../../src/formats/stateFile.ts';
import { summarise } from '../../src/formats/stateSummary.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { sentenceOf } from '../../src/problems/index.ts';
import { specOf } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { preparedManifest } from '../data/prepared.ts';
import { mutateBytes, mutateJson, type Pick, picker } from './mutations.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Tally {
  accepted: number;
  refused: number;
  readonly sentences: Set<string>;
}

/** Feeds files to a reader. `check` compares what was accepted with the file. */
function feed<T>(
  count: number,
  file: (pick: Pick) => Uint8Array,
  read: (bytes: Uint8Array) => T,
  known: readonly (abstract new (...args: never[]) => Error)[],
  check: (result: T, bytes: Uint8Array) => void,
): Tally {
  const tally: Tally = { accepted: 0, refused: 0, sentences: new Set() };
  for (let seed = 1; seed <= count; seed++) {
    const bytes = file(picker(seed));
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    let result: { value: T } | undefined;
    try {
      result = { value: read(bytes) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const where = `seed ${seed}: ${message}`;
      if (!known.some((kind) => error instanceof kind)) expect.fail(where);
      if (!/^[^\n]{10,600}[.…]$/.test(message)) expect.fail(where);
      tally.refused++;
      // The same sentence about another name or number is the same sentence.
      tally.sentences.add(message.replace(/"[^"]*"|[\d.e+-]+/g, '#'));
    }
    const took = performance.now() - start;
    const grown = process.memoryUsage().arrayBuffers - before;
    if (took > 2000) expect.fail(`seed ${seed} took ${took} ms`);
    if (grown > 8 * bytes.length + 1_000_000) expect.fail(`seed ${seed} took ${grown} bytes`);
    if (result) {
      tally.accepted++;
      check(result.value, bytes);
    }
  }
  return tally;
}

/** The header's text and the data of a file. */
function split(bytes: Uint8Array): { header: string; data: Uint8Array } {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  return { header: decoder.decode(bytes.subarray(8, 8 + length)), data: bytes.subarray(8 + length) };
}

function join(header: string, data: Uint8Array): Uint8Array {
  const text = encoder.encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

/** Half of the damage knows where the header is and what JSON is, half does not. */
const damaged = (bytes: Uint8Array) => {
  const { header, data } = split(bytes);
  return (pick: Pick) => (pick(2) === 0 ? mutateBytes(bytes, pick) : join(mutateJson(header, pick), data));
};

/** The file as a program that knows no checksums would have written it: damage that only a checksum shows stays hidden. */
function withoutSeal(bytes: Uint8Array): Uint8Array {
  const { header, data } = split(bytes);
  const parsed = JSON.parse(header) as { __metadata__: Record<string, string> };
  const { [sealKey]: _, ...metadata } = parsed.__metadata__;
  return join(JSON.stringify({ ...parsed, __metadata__: metadata }), data);
}

/** Up to 64 bytes hold something else, or one of them another bit; all else is as it was. */
function overwritten(bytes: Uint8Array, pick: Pick): Uint8Array {
  const result = bytes.slice();
  const [at, count] = [pick(bytes.length), 1 + pick(64)];
  if (pick(2) === 0) result[at]! ^= 1 << pick(8);
  else
    result.set(
      Uint8Array.from({ length: Math.min(count, bytes.length - at) }, () => pick(256)),
      at,
    );
  return result;
}

/** Compares tensors of accepted files with the bytes that the header points to. */
function expectAsWritten(tensors: readonly FileTensor[], bytes: Uint8Array): void {
  const { header, data } = split(bytes);
  const { __metadata__: _, ...entries } = JSON.parse(header) as Record<string, never>;
  expect(tensors.map((t) => t.name)).toEqual(Object.keys(entries));
  for (const { name, dtype, shape, data: values } of tensors) {
    const entry = entries[name] as unknown as {
      dtype: string;
      shape: number[];
      data_offsets: [number, number];
    };
    expect(shape).toEqual(entry.shape);
    if (dtype !== entry.dtype) {
      expect(otherTypes).toHaveProperty(entry.dtype, dtype);
      continue;
    }
    const stored = data.subarray(...entry.data_offsets);
    expect(Buffer.compare(stored, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))).toBe(
      0,
    );
  }
}

const config = { ...defaultConfig, blocks: [1], width: 2 } as const;
const spec = specOf(config);
const weights = initialWeights(structureOf(spec), 'he', 1);
const slots = weights
  .filter((w) => !w.name.includes('running'))
  .map((w) => ({ ...w, name: `momentum.${w.name}` }));
const state = { weights, slots, steps: 7 };

describe('safetensors', () => {
  const small = writeSafetensors({
    tensors: [
      { name: 'a', dtype: 'F32', shape: [2, 1], data: Float32Array.of(1, 2) },
      { name: 'a/b', dtype: 'I32', shape: [2], data: Int32Array.of(3, -4) },
      { name: 'c', dtype: 'I64', shape: [], data: BigInt64Array.of(5n) },
    ],
    metadata: { format: 'pt', steps: '3' },
  });

  it('is read as it is or refused', () => {
    const tally = feed(5000, damaged(small), readSafetensors, [SafetensorsError], ({ tensors }, bytes) =>
      expectAsWritten(tensors, bytes),
    );
    expect(tally.accepted + tally.refused).toBe(5000);
    // The damage is of many kinds, and not all of it matters.
    expect(tally.accepted).toBeGreaterThan(200);
    expect(tally.sentences.size).toBeGreaterThan(15);
  });

  it('weights of a network: names and shapes that do not fit any network get a sentence too', () => {
    const whole = withoutSeal(weightsFile(state, modelMetadata(config)));
    const problems = new Set<string>();
    const read = (bytes: Uint8Array) => summarise(readStateFile(bytes));
    const tally = feed(1500, damaged(whole), read, [SafetensorsError], ({ candidates, problem }) => {
      if (candidates.length === 0) {
        const sentence = problem ? sentenceOf(problem) : '';
        expect(sentence).toMatch(/^[^\n]{10,600}\.$/);
        problems.add(sentence);
      } else expect(candidates).toContainEqual(spec);
    });
    expect(tally.accepted).toBeGreaterThan(80);
    expect(problems.size).toBeGreaterThan(5);
  });
});

describe('checkpoint', () => {
  const epoch = { type: 'epoch', epoch: 1, epochs: 3, step: 7, trainLoss: 1.5, trainAccuracy: 0.5 } as const;
  const rest = { testLoss: 1.25, testAccuracy: 0.25, learningRate: 0.1, seconds: 4, imagesPerSecond: 9 };
  const position = { ...startPosition, step: 7, epoch: 1 };
  const device = { backend: 'webgpu', name: 'a card' } as const;
  const kernels = { 'forward 1': 'tiled 8 8', 'forward 2': 'direct 4', 'filterGradient 1': 'tiled 8 8' };
  const epochs = [
    { ...epoch, ...rest },
    { ...epoch, ...rest, epoch: 2, step: 14 },
  ];
  const whole = checkpointFile({ config, position, epochs, state, device, kernels });
  const { header, data } = split(whole);
  const key = 'resnet-playground-run';

  it('is read as it is or refused, the run in its metadata above all', () => {
    const file = (pick: Pick): Uint8Array => {
      if (pick(4) === 0) return damaged(whole)(pick);
      const parsed = JSON.parse(header) as { __metadata__: Record<string, string> };
      const run = mutateJson(parsed.__metadata__[key] ?? '', pick);
      const metadata = { ...parsed.__metadata__, [key]: run };
      return seal(join(JSON.stringify({ ...parsed, __metadata__: metadata }), data));
    };
    const tally = feed(2000, file, readCheckpointFile, [SafetensorsError, CheckpointError], (read, bytes) => {
      const { state: kept, ...run } = readCheckpointFile(checkpointFile(read));
      expect(kept).toEqual(read.state);
      // As text: −0 is 0 there.
      const { state: _, ...rest } = read;
      expect(JSON.stringify(run)).toBe(JSON.stringify(rest));
      const stored = JSON.parse(JSON.parse(split(bytes).header).__metadata__[key]);
      const { epoch: numbers, testLoss } = stored.epochs;
      expect(stored.position).toEqual(expect.objectContaining(read.position));
      expect(numbers).toEqual(read.epochs.map((e) => e.epoch));
      expect(testLoss).toEqual(read.epochs.map((e) => e.testLoss));
    });
    expect(tally.accepted).toBeGreaterThan(60);
    expect(tally.refused).toBeGreaterThan(1000);
  });

  it('is never taken with other numbers than it was written with: 1,000 damaged in their bytes, 0 taken', () => {
    const file = (pick: Pick): Uint8Array => {
      for (;;) {
        const bytes = pick(2) === 0 ? mutateBytes(whole, pick) : overwritten(whole, pick);
        if (Buffer.compare(bytes, whole) !== 0) return bytes;
      }
    };
    let shown = 0;
    const read = (bytes: Uint8Array) => {
      try {
        return readCheckpointFile(bytes);
      } catch (error) {
        if (error instanceof SafetensorsError && error.problem.kind === 'wrong-checksum') shown++;
        throw error;
      }
    };
    const tally = feed(1000, file, read, [SafetensorsError, CheckpointError], () => {});
    expect(tally).toMatchObject({ accepted: 0, refused: 1000 });
    // Much of the damage nothing but the checksum shows.
    expect(shown).toBeGreaterThan(200);
  });

  it('is refused when any one bit of it is another: every third byte tried', () => {
    const bytes = new Uint8Array(whole);
    for (let at = 0; at < bytes.length; at += 3) {
      bytes[at]! ^= 1 << (at % 8);
      expect(() => readCheckpointFile(bytes)).toThrow();
      bytes[at]! ^= 1 << (at % 8);
    }
    expect(readCheckpointFile(bytes)).toMatchObject({ device, kernels, epochs });
  });
});

describe('manifest', () => {
  let text = '';
  beforeAll(async () => {
    text = JSON.stringify(await preparedManifest());
  });

  it('is read as it is or refused', () => {
    const file = (pick: Pick) =>
      pick(4) === 0 ? mutateBytes(encoder.encode(text), pick) : encoder.encode(mutateJson(text, pick));
    const tally = feed(
      1600,
      file,
      (bytes) => parseManifest(bytes, cifar10),
      [ManifestError],
      (manifest, bytes) => {
        expect(JSON.parse(decoder.decode(bytes))).toMatchObject(manifest);
      },
    );
    expect(tally.accepted).toBeGreaterThan(50);
    expect(tally.refused).toBeGreaterThan(800);
  });
});
