/** The test accuracy of stored weights with all blocks, and without each of them (Veit et al. 2016): one engine, one look at the pictures after the other. */
import { structureOf } from '../model/structure.ts';
import type { Totals } from '../nn/engine.ts';
import { settled } from '../nn/slots.ts';
import { specOf } from '../training/config.ts';
import { createEngine } from './engines.ts';
import { type EvaluateWeightsOptions, evaluateAll } from './evaluateWeights.ts';

export interface Ablation {
  readonly whole: Totals;
  readonly blocks: readonly { readonly name: string; readonly totals: Totals }[];
}

/** @throws Error with one sentence when the weights are of another network, or the signal's reason. */
export async function ablateWeights(
  options: Omit<EvaluateWeightsOptions, 'without' | 'onProgress'> & {
    /** Looks at all pictures that are done, of how many. */
    readonly onProgress: (done: number, total: number) => void;
  },
): Promise<Ablation> {
  const { config, state, device, openData, signal, onProgress } = options;
  const { dataset, seed, testImages } = config;
  const names = structureOf(specOf(config)).stages.flatMap(({ blocks }) => blocks.map(({ name }) => name));
  const data = await openData({ dataset, seed, trainImages: 1, testImages, signal });
  const engine = createEngine(config, data, device);
  let done = 0;
  const look = async (without: readonly string[]): Promise<Totals> => {
    const totals = await evaluateAll(engine, data.test, { config, without, signal, onProgress: () => {} });
    onProgress(++done, names.length + 1);
    return totals;
  };
  try {
    engine.importState(settled(state));
    const whole = await look([]);
    const blocks: Ablation['blocks'][number][] = [];
    for (const name of names) blocks.push({ name, totals: await look([name]) });
    return { whole, blocks };
  } finally {
    engine.dispose();
  }
}
