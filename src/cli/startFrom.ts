/** `train --start-from PATH`: a new run from the weights of a trained network. Where that learned other classes, its classifier is left out. */

import { describeSpec } from '../formats/inferSpecs.ts';
import { summarise } from '../formats/stateSummary.ts';
import { settled } from '../nn/slots.ts';
import type { Origin } from '../trainer/openRun.ts';
import { datasetOf, withNetwork } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';
import { otherClasses } from '../training/transfer.ts';
import { type ExtraOptions, type Options, UsageError } from './options.ts';
import { readStoredRun } from './storedRun.ts';
import { agrees } from './storedWeights.ts';

export interface Start {
  /** What is asked for, with the network of the weights. */
  readonly config: RunConfig;
  readonly origin: Origin;
}

/**
 * @param tell is told where the classifier starts fresh.
 * @throws UsageError or Error with one sentence where there is no network in the path, another one than asked for, or one of several.
 */
export async function startFrom<X extends ExtraOptions>(
  path: string,
  options: Options<X>,
  tell: (line: string) => void,
): Promise<Start> {
  const { stored } = await readStoredRun('train', path, tell);
  const { candidates, dataset } = summarise(stored);
  const held = candidates.filter((spec) => agrees(withNetwork(options.config, spec), options));
  const [spec, another] = held;
  if (!spec) {
    const names = candidates.map(describeSpec).join(' or ');
    throw new UsageError(`${path} holds ${names}: a run from its weights cannot have another network.`);
  }
  if (another)
    throw new UsageError(
      `${path} may hold ${held.map(describeSpec).join(' or ')}: say which with --shortcut.`,
    );
  const config = withNetwork(options.config, spec);
  if (otherClasses({ dataset, classes: spec.classes }, config)) {
    const { title, classes } = datasetOf(config);
    tell(
      `All but the classifier of ${path} is taken: it learned other classes than the ${classes.length} of ${title}, whose classifier starts fresh.`,
    );
  }
  return { config, origin: { kind: 'weights', weights: settled(stored).weights, dataset } };
}
