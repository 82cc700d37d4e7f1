/** Which questions a network can be asked. */
import { expect, it } from 'vitest';
import { makeSpec } from '../../src/model/presets.ts';
import {
  type Answer,
  misfitOf,
  mostPictures,
  mostPooledPictures,
  type Question,
} from '../../src/training/questions.ts';

const spec = makeSpec('resnet8', { inputSize: 32, classes: 10 });
const question: Question = {
  pictures: { kind: 'test', indices: [0, 9999] },
  taps: {
    mode: 'evaluation',
    maps: [{ block: 'layer3.0', of: 'branch' }],
    gradient: { block: 'stem', classes: [0, 9] },
  },
};
const { taps } = question;

it('is answered in plain data, which crosses from the worker to the page as it is', () => {
  const answer: Answer = {
    network: { kind: 'run', runId: 'r', step: 3, epoch: 1.5 },
    logits: Float32Array.of(1, 2),
    pooled: [],
    sizes: [],
    maps: [{ block: 'stem', of: 'output', height: 1, width: 1, channels: 2, values: Float32Array.of(3, 4) }],
  };
  expect(structuredClone(answer)).toEqual(answer);
});

it('can be asked about its own blocks, classes and pictures', () => {
  expect(misfitOf(question, spec, 10_000)).toBeUndefined();
  const images = new Uint8Array(3072 * mostPictures);
  expect(misfitOf({ pictures: { kind: 'pixels', images }, taps: { mode: 'training' } }, spec, 10_000)).toBe(
    undefined,
  );
});

it('can be asked about more pictures at once where only a few numbers of each block are wanted', () => {
  const of = (count: number): Question['pictures'] => ({
    kind: 'test',
    indices: Array.from({ length: count }, (_, i) => i),
  });
  const light = { mode: 'evaluation', pooled: true } as const;
  expect(misfitOf({ pictures: of(mostPooledPictures), taps: light }, spec, 10_000)).toBeUndefined();
  const wrong: [number, Question['taps']][] = [
    [mostPooledPictures + 1, light],
    [mostPictures + 1, { ...light, mode: 'training' }],
    [mostPictures + 1, { ...light, maps: [{ block: 'stem', of: 'output' }] }],
    [
      mostPictures + 1,
      { ...light, gradient: { block: 'stem', classes: new Array(mostPictures + 1).fill(0) } },
    ],
  ];
  for (const [count, asked] of wrong)
    expect(misfitOf({ pictures: of(count), taps: asked }, spec, 10_000)).toEqual({ kind: 'question-misfit' });
});

it.each<[string, Partial<Question>]>([
  ['no pictures', { pictures: { kind: 'test', indices: [] } }],
  ['a picture that the set does not have', { pictures: { kind: 'test', indices: [0, 10_000] } }],
  ['half a picture', { pictures: { kind: 'pixels', images: new Uint8Array(3072 * 1.5) } }],
  [
    'too many pictures',
    { pictures: { kind: 'pixels', images: new Uint8Array(3072 * (mostPooledPictures + 1)) } },
  ],
  ['a block that it does not have', { taps: { ...taps, maps: [{ block: 'layer3.1', of: 'output' }] } }],
  ['a class that it does not have', { taps: { ...taps, gradient: { block: 'stem', classes: [0, 10] } } }],
  ['a gradient of one picture of two', { taps: { ...taps, gradient: { block: 'stem', classes: [0] } } }],
  ['a gradient at no block', { taps: { ...taps, gradient: { block: 'classifier', classes: [0, 1] } } }],
])('cannot be asked about %s', (_, wrong) => {
  expect(misfitOf({ ...question, ...wrong }, spec, 10_000)).toEqual({ kind: 'question-misfit' });
});
