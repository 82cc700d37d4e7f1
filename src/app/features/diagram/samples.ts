/** The sample pictures of the data set: the file they lie in, and which of them goes in. */
import { useEffect, useState } from 'react';
import { type DatasetFacts, isReady } from '../../../data/sets/index.ts';
import { sampleNumber } from '../../state/chosenPicture.ts';
import { useChosenPicture, useChosenPictureState } from '../../state/react.ts';
import { samplesAddress } from '../../ui/samplesAddress.ts';

/** Milliseconds that a picture stays. */
const each = 4000;

/** Loaded files by address: undefined while one loads, and where there is none. */
const files = new Map<string, Promise<string | undefined>>();

function fileAt(url: string): Promise<string | undefined> {
  const known = files.get(url);
  if (known) return known;
  const file = new Promise<string | undefined>((resolve) => {
    const image = new Image();
    image.onload = () => resolve(url);
    image.onerror = () => {
      // It may be there the next time.
      files.delete(url);
      resolve(undefined);
    };
    image.src = url;
  });
  files.set(url, file);
  return file;
}

/** Address of the row of samples once it is there; undefined before, where a server has none, and of an own set, whose pictures the worker has. */
export function useSamplesFile({
  name,
  samples,
}: Pick<DatasetFacts, 'name' | 'samples'>): string | undefined {
  const [file, setFile] = useState<string>();
  useEffect(() => {
    if (samples.length === 0 || !isReady(name)) return;
    let stale = false;
    const url = samplesAddress({ name });
    void fileAt(url).then((loaded) => {
      if (!stale) setFile(loaded);
    });
    return () => {
      stale = true;
    };
  }, [name, samples]);
  return isReady(name) ? file : undefined;
}

/** Whether the samples can be shown by now. */
export const areThere = (
  { name, samples }: Pick<DatasetFacts, 'name' | 'samples'>,
  file: string | undefined,
): boolean => file !== undefined || (samples.length > 0 && !isReady(name));

/** Number of the sample that goes in; undefined while another picture does. */
export const useSample = (facts: Pick<DatasetFacts, 'name' | 'samples'>): number | undefined =>
  useChosenPictureState(({ picture }) => sampleNumber(picture, facts));

/** One sample after the other goes in, slowly, until a person chooses; none where motion is not wanted. */
export function useCycle(count: number): void {
  const { actions } = useChosenPicture();
  const byHand = useChosenPictureState((state) => state.byHand);
  useEffect(() => {
    if (byHand || count < 2) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const timer = setInterval(() => {
      if (still.matches || document.hidden) return;
      actions.turn(count);
    }, each);
    return () => clearInterval(timer);
  }, [byHand, count, actions]);
}
