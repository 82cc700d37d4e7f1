/** What the page shows of its network: which one it is, what comes next, and what a run has told of it. */
import { useMemo } from 'react';
import type { ModelSpec } from '../../../model/spec.ts';
import { type Structure, structureOf } from '../../../model/structure.ts';
import { softmaxRows } from '../../../nn/predictions.ts';
import { datasetOf, specOf } from '../../../training/config.ts';
import type { EventOf } from '../../../training/events.ts';
import { type Question, shippedRunId } from '../../../training/questions.ts';
import type { RunConfig } from '../../../training/settings.ts';
import type { ShippedNetwork } from '../../../training/shippedNetwork.ts';
import type { PageState } from '../../state/page.ts';
import { useBlocksOff, usePage, useTold } from '../../state/react.ts';
import { sameNetwork } from '../../state/sameNetwork.ts';
import { nextConfig, shownConfig } from '../../state/shownNetwork.ts';
import { useDiagramSettings } from './diagramSettings.ts';

export interface Shown {
  readonly config: RunConfig;
  /** With the size of pictures that was chosen for the drawing. */
  readonly spec: ModelSpec;
  readonly structure: Structure;
  /** Side of the data set's pictures. */
  readonly imageSize: number;
  /** Config of the next run, where its network is another one. */
  readonly next: RunConfig | undefined;
}

export function useShown(): Shown {
  const config = usePage(shownConfig);
  const next = usePage(nextConfig);
  const chosenSize = useDiagramSettings((view) => view.inputSize);
  const { imageSize } = datasetOf(config);
  const inputSize = chosenSize ?? imageSize;
  return useMemo(() => {
    const spec = { ...specOf(config), inputSize };
    return { config, spec, structure: structureOf(spec), imageSize, next };
  }, [config, inputSize, imageSize, next]);
}

/** The run that trains the network that is shown, or has trained it. */
export function runOfShown(state: PageState) {
  const { run } = state;
  const config = shownConfig(state);
  return run && run.config.dataset === config.dataset && sameNetwork(run.config, config) ? run : undefined;
}

/** The latest close look of a run at the network that is shown; undefined before the first. */
export const useRunVitals = (): EventOf<'vitals'> | undefined =>
  usePage((state) => runOfShown(state)?.vitals);

/** What a network says of the sample pictures of its data set. */
export interface Said {
  /** [samples][classes] */
  readonly probabilities: readonly (readonly number[])[];
  /** The network that says so, where it is the one that comes with the page. */
  readonly shipped?: ShippedNetwork;
  /** Whether it is of the network before a block was switched. */
  readonly behind?: boolean;
}

/**
 * As long as the page has trained nothing, that is asked of the network that comes with it; its answers stay until the first run has its
 * own. Where blocks are switched off it is asked of whoever answers: a run tells of the network with all of them.
 */
function useAsked(cut: boolean): Said | undefined {
  const untrained = usePage(
    ({ run }) => run === undefined || (run.step === 0 && !run.predictions && !run.end),
  );
  const runId = usePage((state) => runOfShown(state)?.id);
  const { name, samples, classes } = usePage((state) => datasetOf(shownConfig(state)));
  const question = useMemo<Question | undefined>(
    () =>
      (untrained || cut) && samples.length > 0
        ? {
            pictures: { kind: 'test', indices: samples.map(({ index }) => index) },
            taps: { mode: 'evaluation' },
          }
        : undefined,
    [untrained, cut, samples],
  );
  const { answer, behind = false } = useTold(question);
  return useMemo(() => {
    if (!answer) return undefined;
    const { network } = answer;
    const ofRun = network.kind === 'run';
    if (ofRun ? !cut || network.runId !== runId : network.shipped.config.dataset !== name) return undefined;
    const all = softmaxRows(answer.logits, classes.length);
    const rowOf = (i: number) => [...all.subarray(i * classes.length, (i + 1) * classes.length)];
    const probabilities = samples.map((_, i) => rowOf(i));
    return ofRun ? { probabilities, behind } : { shipped: network.shipped, probabilities, behind };
  }, [answer, behind, cut, runId, name, samples, classes]);
}

/** What is said of the sample pictures: by the network that is shown, or before a run by the one that comes with the page. */
export function useAnswers(): Said | undefined {
  const cut = useBlocksOff().length > 0;
  const own = usePage((state) => runOfShown(state)?.predictions);
  const asked = useAsked(cut);
  if (!cut) return own ?? asked;
  return asked ?? (own && { ...own, behind: true });
}

/** Which network answers, where it is the one that is drawn: a run's that has taken a step, or the one that comes with the page. */
export function useAnswering({ config }: Pick<Shown, 'config'>): string | undefined {
  const runId = usePage((state) => {
    const run = runOfShown(state);
    return run && run.step > 0 ? run.id : undefined;
  });
  const shipped = useAnswers()?.shipped;
  return runId ?? (shipped && sameNetwork(shipped.config, config) ? shippedRunId : undefined);
}

const none: readonly string[] = [];

/** Blocks of the network that is drawn that are switched off. */
export function useOff(shown: Pick<Shown, 'config'>): readonly string[] {
  const off = useBlocksOff();
  return useAnswering(shown) === undefined ? none : off;
}
