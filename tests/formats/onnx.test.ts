/** The ONNX file, run by onnxruntime, answers as our network does; and its bytes say what they should. */
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { onnxFile } from '../../src/formats/onnx/network.ts';
import { bytesField, fields, integerField, integersField, toBytes } from '../../src/formats/protobuf.ts';
import { makeSpec } from '../specs.ts';
import { decodeOnnx } from './decodeOnnx.ts';
import { expectedLogits, livelyWeights, maxDifference, smallNetworks } from './networks.ts';
import { ownFacts } from './ownFacts.ts';

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

describe('ONNX', () => {
  const cases = Object.entries(smallNetworks).flatMap(([name, spec]) =>
    [false, true].map((fold) => [name, fold ? 'folded' : 'as it is', spec, fold] as const),
  );
  it.each(cases)('%s, %s: the same logits', async (_, __, spec, fold) => {
    const weights = livelyWeights(spec);
    const session = await ort.InferenceSession.create(onnxFile(spec, weights, cifar10, { fold }));
    expect([session.inputNames, session.outputNames]).toEqual([['input'], ['logits']]);
    // The number of pictures is free.
    for (const n of [3, 1]) {
      const { nchw, logits } = await expectedLogits(spec, weights, n);
      const { inputSize, classes } = spec;
      const input = new ort.Tensor('float32', nchw, [n, 3, inputSize, inputSize]);
      const result = (await session.run({ input })).logits;
      expect(result?.dims).toEqual([n, classes]);
      expect(maxDifference(result?.data as Float32Array, logits)).toBeLessThan(1e-4);
    }
    await session.release();
  });

  const spec = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' });
  const text = (fold: boolean) =>
    Buffer.from(onnxFile(spec, livelyWeights(spec), cifar10, { fold })).toString('latin1');

  it('carries names, classes and normalisation', () => {
    for (const word of [
      'layer1.0.features.3.weight',
      'airplane',
      '[0.4914,0.4822,0.4465]',
      '[0.247,0.2435,0.2616]',
    ])
      expect(text(false)).toContain(word);
  });

  it('has the names of classes as a person wrote them, where there are as many as logits', async () => {
    const fileOf = (classes: number) => {
      const other = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' }, { classes });
      return onnxFile(other, livelyWeights(other), ownFacts);
    };
    const { dataset, classes, mean, std } = decodeOnnx(fileOf(4)).metadata;
    expect([dataset, JSON.parse(classes!)]).toEqual([ownFacts.title, ownFacts.classes]);
    expect([JSON.parse(mean!), JSON.parse(std!)]).toEqual([ownFacts.mean, ownFacts.std]);
    const session = await ort.InferenceSession.create(fileOf(4));
    await session.release();
    expect(decodeOnnx(fileOf(5)).metadata).not.toHaveProperty('classes');
  });

  it('has no batch norm once that is folded', () => {
    expect(text(false)).toContain('BatchNormalization');
    expect(text(true)).not.toMatch(/BatchNormalization|running_var/);
  });

  it('refuses weights of another network', () => {
    expect(() => onnxFile(makeSpec('resnet20'), livelyWeights(spec), cifar10)).toThrow(
      /not those of resnet20/,
    );
  });
});

describe('protocol buffers', () => {
  it('encodes as the documentation of the format shows', () => {
    expect([...toBytes(integerField(1, 150))]).toEqual([0x08, 0x96, 0x01]);
    expect([...toBytes(integersField(6, [3, 270, 86942]))]).toEqual([0x32, 6, 3, 0x8e, 2, 0x9e, 0xa7, 5]);
    expect([...toBytes(fields(bytesField(2, Uint8Array.of(7)), integerField(20, 1)))]).toEqual([
      0x12, 1, 7, 0xa0, 0x01, 1,
    ]);
    expect([...toBytes(integerField(1, -1))]).toEqual([8, ...Array(9).fill(255), 1]);
  });
});
