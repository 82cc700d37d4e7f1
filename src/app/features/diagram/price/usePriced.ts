/** What the blocks of the network that is drawn cost, measured as long as somebody looks. */
import { partsOf } from '../../../../model/structure.ts';
import { datasetOf } from '../../../../training/config.ts';
import { isLost, type Price } from '../../../../training/price.ts';
import { usePriceWords } from '../../../i18n/price.ts';
import { useWords } from '../../../i18n/words.ts';
import { type Priced, priceKey } from '../../../state/prices.ts';
import { useBlocksOff } from '../../../state/react.ts';
import { type Shown, useAnswering } from '../shown.ts';
import { usePrices, useSweep } from './useSweep.ts';

function usePriceOf(): (blocks: readonly string[]) => Priced | undefined {
  const { prices } = usePrices();
  return (blocks) => prices[priceKey(blocks)];
}

export interface PricedNetwork {
  /** Whether the network that is drawn is the one that answers. */
  readonly answers: boolean;
  readonly priceOf: (block: string) => Priced | undefined;
  /** Whether the network only guesses without the block that costs so much. */
  readonly lostWithout: (price: Price) => boolean;
  /** What is said beside the bars: what they are and of when, or why there are none. */
  readonly told: string;
  /** How far the measuring is. */
  readonly doing: string;
}

export function usePriced(shown: Shown): PricedNetwork {
  const words = useWords();
  const price = usePriceWords();
  const id = useAnswering(shown);
  const names = partsOf(shown.structure).flatMap((part) => ('units' in part ? [part.name] : []));
  const problem = useSweep(id, shown.config.dataset, names);
  const { progress } = usePrices();
  const known = usePriceOf();
  const off = useBlocksOff();
  const priceOf = (block: string) => (id === undefined ? undefined : known([block]));
  const measured = names.flatMap((name) => priceOf(name) ?? []);
  const last = measured.reduce<Priced | undefined>(
    (least, one) => (least && least.pictures <= one.pictures ? least : one),
    undefined,
  );

  const why = (): string => {
    if (id === undefined) return price.untrained;
    return problem ? words.problem(problem) : price.waiting;
  };
  const lostWithout = (one: Price) => isLost(one, datasetOf(shown.config).classes.length);
  const lost = measured.filter(lostWithout).length;
  const switched = off.length > 0 ? known(off)?.without : undefined;
  const told = last ? price.what(last.pictures, last.whole, switched, { lost, of: measured.length }) : why();
  const when = last?.network.kind === 'run' ? price.asOf(last.network.step) : '';
  const doing = id !== undefined && progress ? price.measuring(progress.done, progress.total) : when;
  return { answers: id !== undefined, priceOf, lostWithout, told, doing };
}
