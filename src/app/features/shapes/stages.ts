/** The numbers of every stage of a network that is trained in batches: what `StageBars.tsx` draws. Pure. */
import { type Layer, layersOf } from '../../../model/layers.ts';
import type { FeatureShape } from '../../../model/structure.ts';
import { structureOf } from '../../../model/structure.ts';
import { specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';

/** What is drawn of a stage, in this order. */
export const stageMetrics = ['size', 'channels', 'parameters', 'macs', 'activations'] as const;
export type StageMetric = (typeof stageMetrics)[number];

export interface StageFigures {
  /** `stem`, `layer1` … `layer4`, `pool`, `classifier`. */
  readonly name: string;
  /** Residual blocks; 0 outside of the stages that have them. */
  readonly blocks: number;
  /** Of one picture, at its end. */
  readonly output: FeatureShape;
  /**
   * `size`: height of the output, which is its width too, in pixels. `parameters`: those that learn. `macs`: multiply-accumulates of
   * one picture, forward. `activations`: bytes of the outputs that the backward pass of a batch needs, in float32.
   */
  readonly values: Readonly<Record<StageMetric, number>>;
}

const bytesPerNumber = 4;

/** ReLU and addition change what the norm before them wrote; an identity shortcut is the input itself. */
const isStored = ({ kind, input, output }: Layer): boolean =>
  kind === 'shortcut' ? output.channels !== input.channels : kind !== 'relu' && kind !== 'add';

const sum = (layers: readonly Layer[], value: (layer: Layer) => number): number =>
  layers.reduce((total, layer) => total + value(layer), 0);

/** @throws Error with one clear sentence when the config's network is not valid. */
export function stagesOf(config: RunConfig): StageFigures[] {
  const layers = layersOf(structureOf(specOf(config)));
  return [...new Set(layers.map(({ stage }) => stage))].map((name) => {
    const own = layers.filter(({ stage }) => stage === name);
    const { output } = own[own.length - 1] as Layer;
    const numbers = sum(own.filter(isStored), ({ output: o }) => o.height * o.width * o.channels);
    return {
      name,
      blocks: new Set(own.map(({ part }) => part).filter((part) => part !== name)).size,
      output,
      values: {
        size: output.height,
        channels: output.channels,
        parameters: sum(own, ({ parameters }) => parameters),
        macs: sum(own, ({ macs }) => macs),
        activations: config.batchSize * bytesPerNumber * numbers,
      },
    };
  });
}
