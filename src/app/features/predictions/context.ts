/** What all views of the predictions read. */
import type { DatasetFacts, DatasetName } from '../../../data/sets/index.ts';
import { requiredContext } from '../../state/context.ts';
import type { Seen } from './derive.ts';

export interface Predictions {
  readonly seen: Seen;
  /** Whether they are those of the network that comes with the page, which has one frame. */
  readonly shipped: boolean;
  readonly dataset: DatasetName;
  readonly facts: DatasetFacts;
  /** Names of the classes in the language that is set, and shorter ones where there is little room. */
  readonly names: readonly string[];
  readonly shortNames: readonly string[];
}

export const [PredictionsContext, usePredictions] = requiredContext<Predictions>('PredictionsContext');
