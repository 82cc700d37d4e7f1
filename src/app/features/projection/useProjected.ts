/** What is projected: the points of the frame that all views show, of the run that all look at. */
import { useEffect, useMemo } from 'react';
import type { DatasetName } from '../../../data/sets/index.ts';
import type { Problem } from '../../../problems/index.ts';
import { datasetOf } from '../../../training/config.ts';
import { mostConfused } from '../../../training/confusion.ts';
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
import { type Groups, groupedFrame, groupedLabels, groupsOf, mostColours } from './groups.ts';
import { classesOf, type Points, pointsOf, spreadOf } from './points.ts';
import { looking, useLooking } from './view.ts';

export interface Projected {
  readonly run: ShownRun & { readonly id: string };
  readonly frame: Frame;
  readonly points: Points;
  /** Of logits, see `spreadOf`. */
  readonly spread: number;
  /** Classes of the pictures that have a point. */
  readonly labels: Labels;
  /** What is drawn apart and what together, and the groups of the pictures. */
  readonly groups: Groups;
  readonly groupLabels: Labels;
  readonly facts: ReturnType<typeof datasetOf>;
}

interface Found {
  /** Whether it is known by now that there is something, or nothing. */
  readonly loaded: boolean;
  readonly run: ShownRun;
  /** Why there are no labels, if so. */
  readonly noLabels: Problem | undefined;
  readonly projected: Projected | undefined;
}

/**
 * Of many classes those that stand for themselves: a person's choice, else those that are confused the most when they are first looked at, which then stay: axes
 * that came and went from epoch to epoch could not be followed.
 */
function useGroups(
  dataset: DatasetName,
  newest: Frame | undefined,
  labels: Labels | undefined,
): Groups | undefined {
  const shown = useLooking((state) => (state.shown?.dataset === dataset ? state.shown.classes : undefined));
  const classes = newest && classesOf(newest);
  const many = classes !== undefined && classes > mostColours;
  useEffect(() => {
    if (newest && many && !shown && labels)
      looking.setState({ shown: { dataset, classes: confusedNow(newest, labels) } });
  }, [many, shown, labels, dataset, newest]);
  return useMemo(() => {
    if (classes === undefined || (many && !shown)) return undefined;
    return groupsOf(classes, shown ?? []);
  }, [classes, many, shown]);
}

/** The classes that are confused the most among the pictures of a frame that have a point. */
export function confusedNow(frame: Frame, labels: Labels): readonly number[] {
  const predicted = frame.predicted.subarray(0, labels.length);
  return mostConfused({ predicted, labels, classes: classesOf(frame) }, mostColours);
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
  const labels = useMemo(
    () => frame && allLabels?.subarray(0, framedPictures(frame.predicted.length)),
    [frame, allLabels],
  );
  const groups = useGroups(config.dataset, newest, labels);
  const drawn = useMemo(() => frame && groups && groupedFrame(groups, frame), [frame, groups]);
  const spread = useMemo(
    () => (newest && groups ? spreadOf(groupedFrame(groups, newest)) : 1),
    [newest, groups],
  );
  const points = useMemo(() => drawn && pointsOf(drawn, values, spread), [drawn, values, spread]);
  const groupLabels = useMemo(() => groups && labels && groupedLabels(groups, labels), [groups, labels]);
  const noLabels = !allLabels && problem !== undefined ? problem : undefined;
  const none = id === undefined ? run.loaded : listed?.length === 0;
  const projected =
    id !== undefined && frame && points && labels && groups && groupLabels
      ? { run: { ...run, id }, frame, points, spread, labels, groups, groupLabels, facts }
      : undefined;
  return { loaded: none || noLabels !== undefined, run, noLabels, projected };
}
