/** Crop, mirror, cutout and normalisation as one kernel, against one plain loop over pixels. */
import { expect, test } from 'vitest';
import { augment } from '../../src/webgpu/kernels/augment.ts';
import { expectClose, randomNumbers } from '../nn/numbers.ts';
import { cases, randomInt, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { augmented } from './references.ts';

useTrainingBackend();

const normalisation = { mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] };

/** Bytes as the kernel takes them: in words, the last one filled up with what must not matter. */
function packed(bytes: Uint8Array): Uint32Array {
  const words = new Uint8Array(4 * Math.ceil(bytes.length / 4)).fill(255);
  words.set(bytes);
  return new Uint32Array(words.buffer);
}

const draw = randomNumbers(41);
const odd = Array.from({ length: 18 }, () => [randomInt(draw, 1, 9), randomInt(draw, 1, 33)] as const);

const sizes = cases([...odd, [1, 1], [37, 32], [1, 32], [3, 33]] as const);

test.each(sizes)('batch %i, size %i', async (n, size) => {
  const random = randomNumbers(100 * n + size);
  const bytes = Uint8Array.from({ length: n * size * size * 3 }, () => randomInt(random, 0, 255));
  const draws = Int32Array.from({ length: 5 * n }, (_, i) => {
    const column = i % 5;
    if (column < 2) return randomInt(random, -4, 4);
    if (column === 2) return randomInt(random, 0, 1);
    // Every third picture is left whole.
    return Math.floor(i / 5) % 3 === 2 ? -1 : randomInt(random, 0, size - 1);
  });
  const [plain = []] = await runKernel(
    augment(n, size, normalisation, false),
    [packed(bytes)],
    [bytes.length],
  );
  expectClose(plain, augmented(bytes, size, normalisation), 1e-6, 'as it is');

  // The corners of what can be drawn, one after the other.
  for (const corner of [draws, [-4, 4, 1, 0, size - 1], [4, -4, 1, size - 1, 0], [4, 4, 0, -1, -1]]) {
    draws.set(corner);
    const [drawn = []] = await runKernel(
      augment(n, size, normalisation, true),
      [packed(bytes), draws],
      [bytes.length],
    );
    const expected = augmented(bytes, size, normalisation, draws);
    expectClose(drawn, expected, 1e-6, `draws ${[...draws.slice(0, 5)]}`);
    expect([...drawn].filter((v) => v === 0).length).toBe(expected.filter((v) => v === 0).length);
  }
});
