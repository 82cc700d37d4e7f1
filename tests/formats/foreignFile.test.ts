/** Files that are no safetensors are called what they are, and of a large one no more is read than tells that. */
import { execFileSync } from 'node:child_process';
import { gzipSync, strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exportFiles } from '../../src/formats/exportFiles.ts';
import type { ExportFormat } from '../../src/formats/exportFormats.ts';
import { foreignFile, headBytes } from '../../src/formats/foreignFile.ts';
import {
  readHeaderWithinBounds,
  readSafetensors,
  type Source,
  writeSafetensors,
} from '../../src/formats/safetensors.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { zipOf } from '../../src/formats/zip.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { makeSpec } from '../specs.ts';

const spec = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' });
const state = { weights: initialWeights(structureOf(spec), 'he', 1), slots: [], steps: 7 };
const exported = (format: ExportFormat) => exportFiles(format, { spec, state, metadata: {} });
const ofExport = (format: ExportFormat, name: RegExp): Uint8Array => {
  const file = exported(format).find(({ path }) => name.test(path));
  if (!file) throw new Error(`No ${name} in ${format}.`);
  return file.bytes;
};
const text = (content: string) => new TextEncoder().encode(content);
const bytes = (...content: (number | string)[]) =>
  Uint8Array.from(content.flatMap((part) => (typeof part === 'string' ? [...text(part)] : part)));
/** What Python makes of an expression that yields bytes. */
const python = (expression: string): Uint8Array =>
  new Uint8Array(
    execFileSync('python3', ['-c', `import pickle, io, sys; sys.stdout.buffer.write(${expression})`]),
  );

const html = '\n <!DOCTYPE html>\n<html><head><title>weights.safetensors · main</title>';
const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 44744628\n`;

test.each<[string, () => Uint8Array | Promise<Uint8Array>, string, string?]>([
  ['an empty file', () => bytes(), 'nothing'],
  ['a pointer of Git LFS', () => text(lfs), 'lfs-pointer'],
  ['a web page', () => text(html), 'web-page'],
  ['the answer of a server', () => text('<?xml version="1.0"?><Error><Code>AccessDenied</Code>'), 'web-page'],
  ['our own model.json', () => ofExport('tfjs', /model\.json$/), 'tfjs-model'],
  ['an index', () => text('{"metadata": {"total_size": 9}, "weight_map": {}}'), 'shard-index'],
  ['a package.json', () => text('{\n  "name": "x"}'), 'json'],
  ['a log', () => text('{"type":"epoch"}\n{"type":"end"}\n'), 'json'],
  ['a program', () => text('import torch\n\ntorch.save(net, "net.pt")\n'), 'plain-text'],
  ['text in Chinese, cut in a character', () => text('说明'.repeat(300)).subarray(0, 512), 'plain-text'],
  ['our own ONNX', () => ofExport('onnx', /./), 'model', 'ONNX'],
  ['our own zip of a model', () => zipOf(exported('tfjs')), 'archive', 'zip'],
  [
    'what torch.save writes',
    () => zipSync({ 'archive/data.pkl': strToU8('x'), 'archive/version': strToU8('3') }),
    'pytorch',
  ],
  [
    'what torch.save wrote',
    () => python("b''.join(pickle.dumps(x, 2) for x in (0x1950a86a20f9469cfc6c, 1001, {}))"),
    'pytorch',
  ],
  ['a pickle', () => python('pickle.dumps({"weights": [1.5]})'), 'pickle'],
  ['arrays of NumPy', () => zipSync({ 'stem.npy': bytes(0x93, 'NUMPY', 1) }), 'numpy'],
  ['an array of NumPy', () => bytes(0x93, 'NUMPY', 1, 0), 'numpy'],
  ['weights of Keras', () => bytes(0x89, 'HDF\r\n', 0x1a, '\n', 0, 0), 'model', 'HDF5'],
  ['a gzip', () => gzipSync(weightsFile(state)), 'archive', 'gzip'],
  ['a tar', () => bytes('weights.safetensors', ...Array<number>(238).fill(0), 'ustar'), 'archive', 'tar'],
  [
    'a picture',
    () =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
        .webp()
        .toBuffer(),
    'picture',
    'WebP',
  ],
])('%s is called that', async (_, make, kind, format) => {
  const file = await make();
  expect(foreignFile(file.subarray(0, headBytes))).toEqual({ kind, ...(format && { format }) });
  expect(() => readSafetensors(file)).toThrow(/^(This|These) .*: .*\.$/);
});

test('noise is called nothing', () => {
  const noise = Uint8Array.from({ length: headBytes }, (_, i) => (i * 167 + 131) % 256);
  expect(foreignFile(noise)).toBeUndefined();
});

describe('bounded reading', () => {
  /** A file that is not there: it begins with some bytes, and zeros follow. */
  function vast(size: number, beginning: Uint8Array = new Uint8Array()) {
    const read: number[] = [];
    const source: Source = {
      size,
      async read(begin, end) {
        read.push(end - begin);
        const part = new Uint8Array(end - begin);
        part.set(beginning.subarray(begin, end));
        return part;
      },
    };
    return { source, total: () => read.reduce((sum, n) => sum + n, 0) };
  }
  const headed = (header: string, length = header.length): Uint8Array => {
    const begun = new Uint8Array(8 + header.length);
    new DataView(begun.buffer).setBigUint64(0, BigInt(length), true);
    begun.set(text(header), 8);
    return begun;
  };
  /** Milliseconds of this process's own, whatever else the machine does. */
  const stopwatch = () => {
    const before = process.cpuUsage();
    return () => process.cpuUsage(before).user / 1000;
  };
  const one = (floats: number) =>
    `{"a":{"dtype":"F32","shape":[${floats}],"data_offsets":[0,${4 * floats}]}}`;

  test.each<[string, number, Uint8Array, RegExp]>([
    ['zeros', 1.9e9, bytes(), /not a safetensors file/],
    ['a zip', 1.9e9, bytes('PK', 3, 4), /archive/],
    ['all header', 1.9e9, headed('{', 1.9e9 - 8), /header of this safetensors file takes 1899999992 bytes/],
    ['a tensor that fits no page', 8 + one(3e8).length + 1.2e9, headed(one(3e8)), /more than the 1073741824/],
    ['a tensor that is longer than the file', 8e8, headed(one(3e8)), /cut short/],
    ['a file behind its tensors', 9e8, headed(one(2e3)), /belong to no tensor/],
  ])('of %s, 0.8 to 1.9 GB', async (_, size, beginning, why) => {
    const { source, total } = vast(size, beginning);
    await expect(readHeaderWithinBounds(source)).rejects.toThrow(why);
    expect(total()).toBeLessThan(2000);
  });

  test('the worst header of its length is refused or read within a second', () => {
    const most = 49_999;
    const each = (item: (i: number) => string) => Array.from({ length: most }, (_, i) => item(i)).join(',');
    const long = 'x'.repeat(250);
    const headers = [
      `{${each((i) => `"${long}${i}":{"dtype":"F32","shape":[],"data_offsets":[0,0]}`)}}`,
      `{"__metadata__":{${each((i) => `"${i}":"${long}"`)}}}`,
      `{"__metadata__":{"a":"${'\\n'.repeat(7.9e6)}"}}`,
      `{"a":[${'{},'.repeat(5e6)}0]}`,
      `{"a":{"shape":[${'1,'.repeat(7e6)}1]}}`,
      `{"a":{${'"dtype":"F32",'.repeat(1e6)}}}`,
    ];
    for (const header of headers) {
      const took = stopwatch();
      try {
        readSafetensors(headed(header));
      } catch (error) {
        expect((error as Error).name).toBe('SafetensorsError');
      }
      expect(took(), header.slice(0, 60)).toBeLessThan(1000);
    }
  });

  test('many small tensors are read fast', () => {
    const tensors = Array.from({ length: 40_000 }, (_, i) => ({
      name: `layer${i}.weight`,
      dtype: 'F32' as const,
      shape: [1],
      data: Float32Array.of(i),
    }));
    const file = writeSafetensors({ tensors, metadata: {} });
    const took = stopwatch();
    expect(readSafetensors(file).tensors).toHaveLength(40_000);
    expect(took()).toBeLessThan(1000);
  });
});
