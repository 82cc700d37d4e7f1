/** What tests of landscapes share: a network whose running statistics are not what they begin with, and its loss by loops in float64. */
import { type Dataset, gathered } from '../../src/data/pictures.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { EngineState, NamedTensor } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { datasetOf, specOf } from '../../src/training/config.ts';
import type { LandscapePoint } from '../../src/training/landscape.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { randomNumbers } from '../nn/numbers.ts';
import { forward, Tape } from '../nn/reference.ts';

/** Fresh weights with scales, shifts and statistics as training leaves them, roughly. */
export function stateOf(config: RunConfig): EngineState {
  const random = randomNumbers(11);
  const weights = initialWeights(structureOf(specOf(config)), 'he', config.seed).map((tensor) => {
    if (tensor.shape.length > 1) return tensor;
    const spread = tensor.name.endsWith('running_var') ? 0.8 : 0.3;
    return { ...tensor, data: tensor.data.map((value) => value + spread * random()) };
  });
  return { weights, slots: [], steps: 0 };
}

/** Loss and accuracy of the first pictures, by loops in float64. */
export function pointByLoops(
  config: RunConfig,
  data: Dataset,
  pictures: number,
  weights: readonly (Pick<NamedTensor, 'name' | 'shape'> & { readonly data: ArrayLike<number> })[],
): LandscapePoint {
  const spec = specOf(config);
  const { mean, std, imageSize } = datasetOf(config);
  const numbers = Array.from({ length: pictures }, (_, i) => i);
  const { images, labels } = gathered(data.train, numbers);
  const pixels = Float64Array.from(images, (byte, i) => (byte / 255 - mean[i % 3]!) / std[i % 3]!);
  const tape = new Tape();
  const leaves = new Map(weights.map(({ name, shape, data: values }) => [name, tape.leaf(shape, values)]));
  const x = tape.leaf([pictures, imageSize, imageSize, 3], pixels);
  const logits = forward(tape, structureOf(spec), leaves, x, false).data;
  let [loss, correct] = [0, 0];
  for (let n = 0; n < pictures; n++) {
    const row = logits.slice(n * spec.classes, (n + 1) * spec.classes);
    const most = Math.max(...row);
    loss += most + Math.log(row.reduce((sum, v) => sum + Math.exp(v - most), 0)) - row[labels[n]!]!;
    if (row.indexOf(most) === labels[n]) correct++;
  }
  return { loss: loss / pictures, accuracy: correct / pictures };
}
