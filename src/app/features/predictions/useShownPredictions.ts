/**
 * The predictions of the epoch that all views show: of the page's own run, or before it of the newest one of earlier visits that is on
 * the charts, or of another of those that a person chose.
 */
import { useMemo, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { datasetOf } from '../../../training/config.ts';
import type { Frame } from '../../../training/frames.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRunsState } from '../../state/react.ts';
import {
  useFrame,
  useFrameEpochs,
  useFramesState,
  useLabels,
  usePicturesProblem,
} from '../../state/reactFrames.ts';
import { isActive } from '../../state/run.ts';
import type { Predictions } from './context.ts';
import { looking, useLooking } from './view.ts';

export type RunName = Pick<RunRecord, 'id' | 'name'>;

interface ShownPredictions {
  /** Whether it is known by now that there are some, or none. */
  readonly loaded: boolean;
  /** The run, and all that can be chosen; undefined before any. */
  readonly run: RunName | undefined;
  readonly runs: readonly RunName[];
  readonly choose: (id: string) => void;
  /** Whether what there is none of is still to come. */
  readonly waiting: boolean;
  /** Whether the labels of the test pictures cannot be had. */
  readonly noLabels: boolean;
  readonly predictions: Predictions | undefined;
}

const onCharts = ({ shown, epochs }: RunRecord): boolean => shown && epochs.length > 0;

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
  const { diagram } = useWords();
  const words = usePredictionWords();
  const own = usePage(({ run }) => run?.id);
  const all = useRunsState((state) => state.runs);
  const runs = useMemo(() => all.filter((record) => record.id === own || onCharts(record)), [all, own]);
  const chosen = useLooking(({ run }) => (run?.own === own ? run?.id : undefined));
  const usual = own === undefined ? runs.at(-1) : runs.find(({ id }) => id === own);
  const record = runs.find(({ id }) => id === chosen) ?? usual;
  const runId = record?.id ?? own;
  const set = usePage(({ config }) => config.dataset);
  const dataset = record?.config.dataset ?? set;
  const facts = datasetOf({ dataset });
  const { frame, before } = useFramePair(runId);
  const labels = useLabels(dataset);
  const problem = usePicturesProblem();
  const runsLoaded = useRunsState((state) => state.loaded);
  const listed = useFramesState(({ epochs }) => (runId === undefined ? undefined : epochs[runId]));
  const waiting = usePage(
    ({ run }) => run !== undefined && run.id === runId && (run.epochs.length === 0 || isActive(run)),
  );
  const predictions = useMemo(
    () =>
      frame &&
      labels && {
        seen: { frame, before, labels, classes: facts.classes.length },
        dataset,
        facts,
        names: facts.classes.map(diagram.className),
        shortNames: facts.classes.map(words.shortClass),
      },
    [frame, before, labels, dataset, facts, diagram, words],
  );
  const choose = (id: string) => looking.setState({ run: { id, own } });
  const noLabels = !labels && problem !== undefined;
  const none = runId === undefined ? runsLoaded : listed?.length === 0;
  return { loaded: none || noLabels, run: record, runs, choose, waiting, noLabels, predictions };
}
