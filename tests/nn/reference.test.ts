/** The float64 reference itself: its gradients against finite differences. */
import { describe, expect, test } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { makeSpec } from '../specs.ts';
import { randomArray, randomNumbers } from './numbers.ts';
import { forward, type Node, Tape } from './reference.ts';

/** Central differences of Σ seed·f in some entries of every input, against the tape. */
function check(
  shapes: readonly (readonly number[])[],
  f: (tape: Tape, inputs: Node[]) => Node,
  entries = 12,
): void {
  const draw = randomNumbers(7);
  const values = shapes.map((shape) =>
    Float64Array.from(
      randomArray(
        shape.reduce((a, b) => a * b, 1),
        draw,
      ),
    ),
  );
  const run = () => {
    const tape = new Tape();
    const inputs = shapes.map((shape, i) => tape.leaf(shape, values[i] ?? []));
    return { tape, inputs, root: f(tape, inputs) };
  };
  const { tape, inputs, root } = run();
  const seed = Float64Array.from(root.data, () => draw());
  tape.backward(root, seed);
  const objective = () => run().root.data.reduce((sum, v, i) => sum + v * (seed[i] ?? 0), 0);
  const h = 1e-5;
  inputs.forEach(({ grad }, which) => {
    const array = values[which] ?? new Float64Array();
    for (let k = 0; k < entries; k++) {
      const i = Math.floor(((draw() + 1) / 2) * array.length);
      const before = array[i] ?? 0;
      array[i] = before + h;
      const up = objective();
      array[i] = before - h;
      const down = objective();
      array[i] = before;
      const difference = (up - down) / (2 * h);
      expect(Math.abs(difference - (grad[i] ?? Number.NaN)), `input ${which}, entry ${i}`).toBeLessThan(
        1e-7 * Math.max(1, Math.abs(difference)),
      );
    }
  });
}

describe('reference gradients are finite differences', () => {
  test.each([
    [1, 5, 3, 5, 3, 1, 1],
    [3, 7, 5, 12, 3, 2, 1],
    [5, 6, 3, 5, 1, 2, 0],
    [2, 9, 3, 5, 7, 2, 3],
  ])('conv, batch %i, size %i, %i to %i channels, kernel %i, stride %i, padding %i', (...shape) => {
    const [n, size, input, output, kernel, stride, padding] = shape;
    check(
      [
        [n, size, size, input],
        [output, input, kernel, kernel],
      ],
      (t, [x, w]) => t.conv(x as Node, w as Node, stride, padding),
    );
  });

  test('batch norm by the batch and by given statistics', () => {
    check([[5, 3, 3, 5], [5], [5]], (t, [x, g, b]) => t.norm(x as Node, g as Node, b as Node));
    const variance = { shape: [5], data: Float64Array.of(0.5, 1, 2, 3, 4), grad: new Float64Array(5) };
    const mean = { shape: [5], data: Float64Array.of(0, 1, 2, 3, 4), grad: new Float64Array(5) };
    check([[5, 3, 3, 5], [5], [5]], (t, [x, g, b]) =>
      t.norm(x as Node, g as Node, b as Node, { mean, variance }),
    );
  });

  test('shortcut, pooling, classifier, loss', () => {
    check([[3, 5, 5, 3]], (t, [x]) => t.padShortcut(x as Node, 2, 1, 2));
    check([[3, 5, 5, 3]], (t, [x]) => t.maxPool(x as Node));
    check([[3, 5, 5, 3]], (t, [x]) => t.relu(x as Node));
    check([[3, 5, 5, 3], [3]], (t, [x, b]) => t.bias(x as Node, b as Node));
    check([[3, 3, 3, 5], [10, 5], [10]], (t, [x, w, b]) => t.classify(x as Node, w as Node, b as Node));
    check([[3, 10]], (t, [x]) => t.crossEntropy(x as Node, [3, 0, 9], 0.1));
  });

  test('a whole network', () => {
    const spec = makeSpec(
      { block: 'basic', blocks: [1, 1], width: 3, stem: 'cifar' },
      { inputSize: 5, shortcut: 'projection' },
    );
    const structure = structureOf(spec);
    const weights = initialWeights(structure, 'he', 3);
    check(
      [[3, 5, 5, 3], ...weights.map((w) => w.shape)],
      (t, [x, ...rest]) => {
        const leaves = new Map(weights.map((w, i) => [w.name, rest[i] as Node]));
        return t.crossEntropy(forward(t, structure, leaves, x as Node, true), [1, 2, 3], 0);
      },
      3,
    );
  });
});
