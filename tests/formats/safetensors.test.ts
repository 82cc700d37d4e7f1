/** The safetensors container and the files of an engine's state. */
import { describe, expect, test } from 'vitest';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../src/formats/safetensors.ts';
import { readStateFile, stateFile, weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { makeSpec } from '../specs.ts';

const text = new TextEncoder();

/** A file by hand: any header, any data. */
function fileOf(header: unknown, data: Uint8Array = new Uint8Array(), claimed?: number): Uint8Array {
  const json = text.encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimed ?? json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}
const entry = (change: object = {}) => ({ dtype: 'F32', shape: [2], data_offsets: [0, 8], ...change });

describe('container', () => {
  test('reads a file written byte by byte', () => {
    const data = new Uint8Array(new Float32Array([1.5, -2]).buffer);
    const { tensors, metadata } = readSafetensors(
      fileOf({ __metadata__: { format: 'pt' }, a: entry() }, data),
    );
    expect(metadata).toEqual({ format: 'pt' });
    expect(tensors).toEqual([{ name: 'a', dtype: 'F32', shape: [2], data: Float32Array.of(1.5, -2) }]);
  });

  test('reads what it wrote, from any place in a buffer', () => {
    const file = {
      tensors: [
        { name: 'x', dtype: 'F32', shape: [3, 1], data: Float32Array.of(0, Number.NaN, 3e-40) },
        { name: 'n', dtype: 'I64', shape: [], data: BigInt64Array.of(9_007_199_254_740_993n) },
        { name: 'none', dtype: 'F32', shape: [0, 4], data: new Float32Array() },
        { name: 'labels', dtype: 'I32', shape: [2], data: Int32Array.of(-(2 ** 31), 9) },
      ],
      metadata: { note: 'ä"\\' },
    } as const;
    const bytes = writeSafetensors(file);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const read = readSafetensors(shifted.subarray(3));
    expect(read.metadata).toEqual(file.metadata);
    expect(new Map(read.tensors.map((t) => [t.name, t]))).toEqual(
      new Map(file.tensors.map((t) => [t.name, t])),
    );
  });

  test('reads floats of other widths as float32', () => {
    const read = (dtype: string, data: ArrayBuffer, values: number) =>
      readSafetensors(
        fileOf(
          { a: entry({ dtype, shape: [values], data_offsets: [0, data.byteLength] }) },
          new Uint8Array(data),
        ),
      ).tensors[0];
    // 1, −2, the greatest, the least positive, −0, infinity, not a number, a third.
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0x7e00, 0x3555);
    expect(read('F16', halves.buffer, 8)).toMatchObject({
      dtype: 'F32',
      data: Float32Array.of(1, -2, 65504, 2 ** -24, -0, Infinity, NaN, 0.333251953125),
    });
    const brains = Uint16Array.of(0x3f80, 0xc000, 0x3eab, 0x0080);
    expect(read('BF16', brains.buffer, 4)?.data).toEqual(Float32Array.of(1, -2, 0.333984375, 2 ** -126));
    // Least subnormal, 1, −2, the greatest, NaN; of the other the last but one is infinite.
    expect(read('F8_E4M3', Uint8Array.of(0x01, 0x38, 0xc0, 0x7e, 0x7f).buffer, 5)?.data).toEqual(
      Float32Array.of(2 ** -9, 1, -2, 448, NaN),
    );
    expect(read('F8_E5M2', Uint8Array.of(0x01, 0x3c, 0xc0, 0x7b, 0x7c).buffer, 5)?.data).toEqual(
      Float32Array.of(2 ** -16, 1, -2, 57344, Infinity),
    );
    expect(read('F64', Float64Array.of(0.1, -1e-3).buffer, 2)?.data).toEqual(Float32Array.of(0.1, -1e-3));
  });

  test('reads whole numbers of other widths', () => {
    const read = (dtype: string, ...bytes: number[]) =>
      readSafetensors(
        fileOf({ a: entry({ dtype, shape: [1], data_offsets: [0, bytes.length] }) }, Uint8Array.from(bytes)),
      ).tensors[0];
    expect(read('BOOL', 1)).toMatchObject({ dtype: 'I32', data: Int32Array.of(1) });
    expect(read('U8', 255)).toMatchObject({ dtype: 'I32', data: Int32Array.of(255) });
    expect(read('I8', 255)).toMatchObject({ dtype: 'I32', data: Int32Array.of(-1) });
    expect(read('U16', 0xfe, 0xff)).toMatchObject({ dtype: 'I32', data: Int32Array.of(65534) });
    expect(read('I16', 0xfe, 0xff)).toMatchObject({ dtype: 'I32', data: Int32Array.of(-2) });
    expect(read('U32', 0, 0, 0, 0x80)).toMatchObject({ dtype: 'I64', data: BigInt64Array.of(2n ** 31n) });
  });

  test('the header is padded so that tensors are aligned, and wide ones come first', () => {
    const bytes = writeSafetensors({
      tensors: [
        { name: 'x', dtype: 'F32', shape: [1], data: Float32Array.of(1) },
        { name: 'n', dtype: 'I64', shape: [], data: BigInt64Array.of(7n) },
      ],
      metadata: {},
    });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      n: { dtype: 'I64', shape: [], data_offsets: [0, 8] },
      x: { dtype: 'F32', shape: [1], data_offsets: [8, 12] },
    });
    expect(bytes.length).toBe(8 + length + 12);
  });

  test('reads what the readers in Rust and Python read', () => {
    // Metadata of null, space around the header, fields of a tensor that nobody knows.
    const data = new Uint8Array(Float32Array.of(1, 2).buffer);
    const read = readSafetensors(
      fileOf(` \n{"__metadata__":null,"a":${JSON.stringify(entry({ x: 1 }))}} `, data),
    );
    expect(read).toMatchObject({ metadata: {}, tensors: [{ name: 'a', data: Float32Array.of(1, 2) }] });
  });

  const eight = new Uint8Array(8);
  const manyTensors = Object.fromEntries(Array.from({ length: 50_002 }, (_, i) => [`t${i}`, 0]));
  test.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(), /is empty/],
    ['a few bytes', new Uint8Array(7), /not a safetensors file: its 7 bytes/],
    ['a cut header', fileOf({ a: entry() }, eight, 5000), /cut short/],
    ['a giant header', fileOf({ a: entry() }, eight, 2 ** 40), /not a safetensors file/],
    ['a header past its bound', fileOf('{', new Uint8Array(2e7), 1.9e7), /header .*takes 19000000 bytes/],
    ['text', text.encode('<!doctype html><html></html>'), /web page/],
    ['a header that is not JSON', fileOf('{a}'), /not JSON/],
    ['a header that is a list', fileOf([]), /JSON|not a safetensors file/],
    ['too many tensors', fileOf(manyTensors), /more than 50000 entries/],
    ['metadata that is not text', fileOf({ __metadata__: { a: 1 } }), /metadata/],
    ['a tensor that is not an object', fileOf({ a: 3 }, eight), /"a".*object/],
    ['another type', fileOf({ a: entry({ dtype: 'F8_E8M0' }) }, eight), /"a".*F8_E8M0.*float32/],
    ['no type', fileOf({ a: entry({ dtype: { toString: 1 } }) }, eight), /"a".*of no type/],
    ['two tensors of a name', fileOf('{"a":1,"\\u0061":2}'), /has "a" twice/],
    ['two shapes', fileOf('{"a":{"shape":[2],"shape":[1]}}'), /has "shape" twice/],
    ['two texts of a key', fileOf('{"__metadata__":{"k":"1","k":"2"}}'), /has "k" twice/],
    ['a deep header', fileOf(`${'{"a":'.repeat(5)}1${'}'.repeat(5)}`), /nests deeper/],
    ['a very deep header', fileOf(`{"a":${'['.repeat(1e5)}`), /nests deeper/],
    ['a byte order mark', fileOf('\ufeff{}'), /not a safetensors file/],
    ['a header that is not UTF-8', new Uint8Array([3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xc3, 0x28]), /not UTF-8/],
    ['no name', fileOf({ '': entry() }, eight), /"" .*not allowed/],
    ['the name __proto__', fileOf('{"__proto__":{"dtype":"F32"}}'), /"__proto__" .*not allowed/],
    ['metadata called __proto__', fileOf('{"__metadata__":{"__proto__":"x"}}'), /"__proto__"/],
    ['a long name on many lines', fileOf({ ['a\n'.repeat(1000)]: 3 }), /"(a\\n){30}…".*object/],
    ['a broken shape', fileOf({ a: entry({ shape: [1.5] }) }, eight), /"a".*shape/],
    ['minus nothing', fileOf('{"a":{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}}'), /"a".*shape/],
    ['a high rank', fileOf({ a: entry({ shape: [2, ...Array(8).fill(1)] }) }, eight), /9 dimensions/],
    ['an overflowing shape', fileOf({ a: entry({ shape: [2 ** 40, 2 ** 40, 0] }) }, eight), /more values/],
    ['offsets past all numbers', fileOf({ a: entry({ data_offsets: [0, 2 ** 60] }) }, eight), /offsets/],
    ['a negative shape', fileOf({ a: entry({ shape: [-2] }) }, eight), /"a".*shape/],
    ['offsets backwards', fileOf({ a: entry({ data_offsets: [8, 0] }) }, eight), /"a".*offsets/],
    ['three offsets', fileOf({ a: entry({ data_offsets: [0, 8, 8] }) }, eight), /"a".*offsets/],
    ['cut data', fileOf({ a: entry() }, eight.subarray(4)), /"a".*cut short/],
    ['a shape of another size', fileOf({ a: entry({ shape: [3] }) }, eight), /"a" .*takes 8 bytes.*12/],
    [
      'overlap',
      fileOf({ a: entry(), b: entry({ data_offsets: [4, 12] }) }, new Uint8Array(12)),
      /"b".*overlaps/,
    ],
    ['a gap', fileOf({ a: entry(), b: entry({ data_offsets: [12, 20] }) }, new Uint8Array(20)), /"b".*gap/],
    ['bytes of no tensor', fileOf({ a: entry() }, new Uint8Array(12)), /4 bytes that belong to no tensor/],
  ])('refuses %s in one sentence', (_, bytes, why) => {
    let message = '';
    try {
      readSafetensors(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(SafetensorsError);
      message = (error as Error).message;
    }
    expect(message).toMatch(why);
    expect(message).toMatch(/\.$/);
    expect(message).not.toContain('\n');
  });

  test('does not write what it would not read', () => {
    const x = { name: 'x', dtype: 'F32', shape: [2], data: new Float32Array(2) } as const;
    expect(() => writeSafetensors({ tensors: [x, x], metadata: {} })).toThrow(/Two tensors/);
    for (const name of ['', '__proto__', '__metadata__'])
      expect(() => writeSafetensors({ tensors: [{ ...x, name }], metadata: {} })).toThrow(/cannot be called/);
    expect(() => writeSafetensors({ tensors: [{ ...x, shape: [3] }], metadata: {} })).toThrow(/2 values/);
  });
});

describe('state of an engine', () => {
  const structure = structureOf(makeSpec({ block: 'basic', blocks: [1, 1], width: 4, stem: 'cifar' }));
  const weights = initialWeights(structure, 'he', 1);
  const slots = weights
    .filter((w) => !w.name.includes('running'))
    .map((w) => ({ ...w, name: `momentum.${w.name}` }));
  const state: EngineState = { weights, slots, steps: 1234 };

  test('weights under the names of the PyTorch module, with its counters', () => {
    const { tensors } = readSafetensors(weightsFile(state));
    const byName = new Map(tensors.map((t) => [t.name, t]));
    for (const name of [
      'features.0.weight',
      'features.1.running_var',
      'layer2.0.features.4.bias',
      'layer2.0.shortcut.0.weight',
      'classifer.bias',
    ]) {
      expect(byName.get(name)?.dtype, name).toBe('F32');
    }
    expect(byName.get('features.0.weight')?.shape).toEqual([4, 3, 3, 3]);
    const counters = tensors.filter((t) => t.name.endsWith('num_batches_tracked'));
    expect(counters).toHaveLength(tensors.filter((t) => t.name.endsWith('running_var')).length);
    expect(counters.every((t) => t.dtype === 'I64' && t.shape.length === 0 && t.data[0] === 1234n)).toBe(
      true,
    );
    expect(tensors.some((t) => t.name.startsWith('momentum'))).toBe(false);
  });

  test('a state comes back as it was', () => {
    const read = readStateFile(stateFile(state, { model: 'tiny' }));
    expect(read.metadata).toMatchObject({ model: 'tiny' });
    expect(read.steps).toBe(1234);
    expect(read.weights).toEqual(weights);
    expect(read.slots).toEqual(slots);
    expect(readStateFile(weightsFile(state)).slots).toEqual([]);
  });

  test('a file without our metadata tells its steps by the counters', () => {
    const { tensors } = readSafetensors(weightsFile(state));
    expect(readStateFile(writeSafetensors({ tensors, metadata: {} })).steps).toBe(1234);
  });

  test('what is not a state is refused', () => {
    const bytes = (name: string, shape: number[]) =>
      writeSafetensors({
        tensors: [{ name, dtype: 'I64', shape, data: new BigInt64Array(shape[0] ?? 1) }],
        metadata: {},
      });
    expect(() => readStateFile(bytes('a.num_batches_tracked', [2]))).toThrow(/must be a single number/);
    expect(() => readStateFile(writeSafetensors({ tensors: [], metadata: { steps: 'many' } }))).toThrow(
      /"many"/,
    );
  });
});
