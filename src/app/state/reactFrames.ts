/**
 * Frames of runs, test pictures and their labels for views. Apart from `react.ts`, as it is loaded with the first view that shows any of
 * them: the stores are made then.
 */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { DatasetFacts, DatasetName } from '../../data/sets/index.ts';
import type { Frame } from '../../training/frames.ts';
import type { Labels } from '../../training/labels.ts';
import { after } from './after.ts';
import { picturesOf } from './chosenPicture.ts';
import { epochOf, type Frames, type FramesState, followFrames, frameOf, type WhichFrame } from './frames.ts';
import { onePer } from './onePer.ts';
import { createPictures, type PicturesState, pictureOf } from './pictures.ts';
import { type Stores, useChosenPictureState, useStores } from './react.ts';
import { createShipped, type ShippedState, withShipped } from './shipped.ts';

/** Made with the first view of frames, test pictures or labels. */
const lateOf = onePer(({ client, page, runs, savings }: Stores) => {
  const shipped = createShipped({ client, savings, after });
  const open = async () =>
    withShipped((await import('../../storage/frameDatabase.ts')).frameDatabase, shipped);
  return {
    shipped,
    frames: followFrames({ client, page, runs, open }),
    pictures: createPictures({ client, after }),
  };
});

export const useFrames = (): Frames => lateOf(useStores()).frames;
export const useFramesState = <T>(select: (state: FramesState) => T): T =>
  useStore(useFrames().store, select);

/** The network that comes with the page, which is loaded for the first view that asks. */
export function useShipped(): ShippedState {
  const { store, want } = lateOf(useStores()).shipped;
  useEffect(want, [want]);
  return useStore(store);
}

const none: readonly number[] = [];

/** Epochs of a run of which there are frames, ascending. */
export function useFrameEpochs(runId: string | undefined): readonly number[] {
  const { look } = useFrames().actions;
  useEffect(() => {
    if (runId !== undefined) look(runId);
  }, [look, runId]);
  return useFramesState(({ epochs }) => (runId === undefined ? undefined : epochs[runId])) ?? none;
}

/**
 * A frame of a run: of an epoch, the newest, or of the epoch that all views show. Undefined while it is read, and where there is none;
 * of an epoch whose frame is gone it is the one before.
 */
export function useFrame(runId: string | undefined, which: WhichFrame): Frame | undefined {
  useFrameEpochs(runId);
  const { want } = useFrames().actions;
  const epoch = useFramesState((state) => (runId === undefined ? undefined : epochOf(state, runId, which)));
  useEffect(() => {
    if (runId !== undefined && epoch !== undefined) want(runId, epoch);
  }, [want, runId, epoch]);
  return useFramesState((state) =>
    runId === undefined || epoch === undefined ? undefined : frameOf(state, runId, epoch),
  );
}

/** The frame of the epoch that all views show; while another one is read, and there are some, the last one of the run stays. */
export function useLastFrame(runId: string | undefined): Frame | undefined {
  const frame = useFrame(runId, 'shown');
  const stored = useFrameEpochs(runId).length > 0;
  const [last, setLast] = useState({ runId, frame });
  if (frame && (last.frame !== frame || last.runId !== runId)) setLast({ runId, frame });
  return frame ?? (stored && last.runId === runId ? last.frame : undefined);
}

/** The number of the test picture that a person chose to go into the network. */
export function useChosenIndex(facts: DatasetFacts): number | undefined {
  const { picture, byHand } = useChosenPictureState((state) => state);
  const asked = byHand ? picturesOf(picture, facts) : undefined;
  return asked?.kind === 'test' ? asked.indices[0] : undefined;
}

const usePicturesState = <T>(select: (state: PicturesState) => T): T =>
  useStore(lateOf(useStores()).pictures.store, select);

/** Test pictures by their numbers, S·S·3 bytes RGB each; undefined those that are on their way. */
export function usePictures(
  dataset: DatasetName,
  numbers: readonly number[],
): readonly (Uint8Array | undefined)[] {
  const { want } = lateOf(useStores()).pictures.actions;
  const pictures = usePicturesState((state) => state.pictures);
  useEffect(() => want(dataset, numbers), [want, dataset, numbers]);
  return numbers.map((number) => pictureOf({ pictures }, dataset, number));
}

/** Class numbers of all test pictures; undefined while they are loaded. */
export function useLabels(dataset: DatasetName): Labels | undefined {
  const { wantLabels } = lateOf(useStores()).pictures.actions;
  useEffect(() => wantLabels(dataset), [wantLabels, dataset]);
  return usePicturesState(({ labels }) => labels[dataset]);
}

/** Why pictures or labels that were wanted did not come. */
export const usePicturesProblem = (): PicturesState['problem'] => usePicturesState(({ problem }) => problem);
