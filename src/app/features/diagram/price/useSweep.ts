/** What blocks cost, for views: the store is made with the first of them. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { DatasetName } from '../../../../data/sets/index.ts';
import type { Problem } from '../../../../problems/index.ts';
import { onePer } from '../../../state/onePer.ts';
import { createPrices, type PricesState } from '../../../state/prices.ts';
import { type Stores, useStores } from '../../../state/react.ts';
import { useLabels, usePicturesProblem } from '../../../state/reactFrames.ts';

const pricesOf = onePer((stores: Stores) => createPrices(stores));

/** What is known so far, without a question. */
export const usePrices = (): PricesState => useStore(pricesOf(useStores()).store);

/**
 * Has them measured for as long as the component is mounted.
 * @param id Which network answers; undefined where it is none that can be measured.
 * @returns why nothing comes, if so.
 */
export function useSweep(
  id: string | undefined,
  dataset: DatasetName,
  blocks: readonly string[],
): Problem | undefined {
  const prices = pricesOf(useStores());
  const labels = useLabels(dataset);
  const picturesProblem = usePicturesProblem();
  const { problem } = usePrices();
  const names = blocks.join(' ');
  const swept = useMemo(
    () =>
      id !== undefined && labels ? { id: `${id} ${names}`, blocks: names.split(' '), labels } : undefined,
    [id, names, labels],
  );
  useEffect(() => swept && prices.watch(swept), [prices, swept]);
  return problem ?? (labels ? undefined : picturesProblem);
}
