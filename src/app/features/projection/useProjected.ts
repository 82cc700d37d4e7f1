/** What is projected: the points of the frame that all views show, of the run that all look at. */
import { useMemo } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { type Frame, framedPictures } from '../../../training/frames.ts';
import type { Labels } from '../../../training/labels.ts';
import {
  useFrame,
  useFramesState,
  useLabels,
  useLastFrame,
  usePicturesProblem,
} from '../../state/reactFrames.ts';
import { type ShownRun, useShownRun } from '../../state/reactShownRun.ts';
import { type Points, pointsOf, spreadOf } from './points.ts';
import { useLooking } from './view.ts';

export interface Projected {
  readonly run: ShownRun & { readonly id: string };
  readonly frame: Frame;
  readonly points: Points;
  /** Of logits, see `spreadOf`. */
  readonly spread: number;
  /** Classes of the pictures that have a point. */
  readonly labels: Labels;
  readonly facts: ReturnType<typeof datasetOf>;
}

interface Found {
  /** Whether it is known by now that there is something, or nothing. */
  readonly loaded: boolean;
  readonly run: ShownRun;
  readonly noLabels: boolean;
  readonly projected: Projected | undefined;
}

export function useProjected(): Found {
  const run = useShownRun();
  const { id, config } = run;
  const values = useLooking((state) => state.values);
  const frame = useLastFrame(id);
  const newest = useFrame(id, 'newest') ?? frame;
  const allLabels = useLabels(config.dataset);
  const problem = usePicturesProblem();
  const listed = useFramesState(({ epochs }) => (id === undefined ? undefined : epochs[id]));
  const facts = datasetOf(config);
  const spread = useMemo(() => (newest ? spreadOf(newest) : 1), [newest]);
  const points = useMemo(() => frame && pointsOf(frame, values, spread), [frame, values, spread]);
  const labels = useMemo(
    () => frame && allLabels?.subarray(0, framedPictures(frame.predicted.length)),
    [frame, allLabels],
  );
  const noLabels = !allLabels && problem !== undefined;
  const none = id === undefined ? run.loaded : listed?.length === 0;
  const projected =
    id !== undefined && frame && points && labels
      ? { run: { ...run, id }, frame, points, spread, labels, facts }
      : undefined;
  return { loaded: none || noLabels, run, noLabels, projected };
}
