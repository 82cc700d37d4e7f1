/** What a network says of pictures: probabilities of their classes, from the logits of any engine. */
import type { Engine } from './engine.ts';

/** Softmax of every row of logits [N, classes], rounded to float32. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const rows = Float32Array.from(logits);
  for (let start = 0; start < rows.length; start += classes) {
    const row = rows.subarray(start, start + classes);
    // Without the largest logit taken off first, exp would overflow from 89 on.
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    row.forEach((logit, i) => {
      row[i] = Math.exp(logit - largest);
    });
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((value, i) => {
      row[i] = value / sum;
    });
  }
  return rows;
}

/**
 * The probabilities of all classes, N·classes, with the weights as they are after all that was enqueued before. Enqueued when this
 * returns; training does not change by it.
 * @param images N·S·S·3 bytes, NHWC, RGB, as they come from the data set.
 * @param atOnce Pictures that the device takes at a time.
 */
export async function predict(
  engine: Pick<Engine, 'logits'>,
  images: Uint8Array,
  count: number,
  atOnce = count,
): Promise<Float32Array> {
  const bytes = images.length / count;
  const parts: Promise<Float32Array>[] = [];
  for (let start = 0; start < count; start += atOnce) {
    const end = Math.min(start + atOnce, count);
    const labels = new Int32Array(end - start);
    parts.push(engine.logits({ images: images.subarray(start * bytes, end * bytes), labels }));
  }
  const logits = (await Promise.all(parts)).flatMap((part) => [...part]);
  return softmaxRows(Float32Array.from(logits), logits.length / count);
}
