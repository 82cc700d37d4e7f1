/** The predictions of the epoch and of the run that all views show. */
import { useMemo, useState } from 'react';
import { isReady } from '../../../data/sets/index.ts';
import { datasetOf } from '../../../training/config.ts';
import type { Frame } from '../../../training/frames.ts';
import { classNames } from '../../i18n/classNames.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { useWords } from '../../i18n/words.ts';
import {
  useFrame,
  useFrameEpochs,
  useFramesState,
  useLabels,
  usePicturesProblem,
} from '../../state/reactFrames.ts';
import { useShownRun } from '../../state/reactShownRun.ts';
import type { Predictions } from './context.ts';

interface ShownPredictions {
  /** Whether it is known by now that there are some, or none. */
  readonly loaded: boolean;
  /** The name of the run; undefined before any. */
  readonly run: string | undefined;
  /** Whether what there is none of is still to come. */
  readonly waiting: boolean;
  /** Why the labels of the test pictures cannot be had, if so. */
  readonly noLabels: string | undefined;
  readonly predictions: Predictions | undefined;
}

/** A frame and the one before it that is stored, of one run. While another is read the last ones stay. */
function useFramePair(runId: string | undefined): { readonly frame?: Frame; readonly before?: Frame } {
  const epochs = useFrameEpochs(runId);
  const frame = useFrame(runId, 'shown');
  const epochBefore = frame && epochs.findLast((epoch) => epoch < frame.epoch);
  const before = useFrame(epochBefore === undefined ? undefined : runId, epochBefore ?? 'newest');
  const complete = frame !== undefined && (epochBefore === undefined || before !== undefined);
  const [last, setLast] = useState({ runId, frame, before });
  if (complete && (last.runId !== runId || last.frame !== frame || last.before !== before))
    setLast({ runId, frame, before });
  if (complete) return { frame, before };
  return last.runId === runId && epochs.length > 0 ? last : {};
}

export function useShownPredictions(): ShownPredictions {
  const { diagram, problem: problemText } = useWords();
  const words = usePredictionWords();
  const { id: runId, record, shipped, config, loaded: runKnown, waiting } = useShownRun();
  const { dataset } = config;
  const facts = datasetOf(config);
  const { frame, before } = useFramePair(runId);
  const labels = useLabels(dataset);
  const problem = usePicturesProblem();
  const listed = useFramesState(({ epochs }) => (runId === undefined ? undefined : epochs[runId]));
  const predictions = useMemo(
    () =>
      frame &&
      labels && {
        seen: { frame, before, labels, classes: facts.classes.length },
        shipped: shipped !== undefined,
        dataset,
        facts,
        names: classNames(facts, diagram.className),
        shortNames: classNames(facts, words.shortClass),
      },
    [frame, before, labels, shipped, dataset, facts, diagram, words],
  );
  // Shards come with the connection; pictures of one's own are in this browser or are not.
  const why = problem && (isReady(dataset) ? words.noLabels : problemText(problem));
  const noLabels = labels ? undefined : why;
  const none = runId === undefined ? runKnown : listed?.length === 0;
  return { loaded: none || noLabels !== undefined, run: record?.name, waiting, noLabels, predictions };
}
