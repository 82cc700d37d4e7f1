/** What the page shows of its network: which one it is, what comes next, and what a run has told of it. */
import { useMemo } from 'react';
import type { ModelSpec } from '../../../model/spec.ts';
import { type Structure, structureOf } from '../../../model/structure.ts';
import { datasetOf, specOf } from '../../../training/config.ts';
import type { EventOf } from '../../../training/events.ts';
import type { RunConfig } from '../../../training/settings.ts';
import type { PageState } from '../../state/page.ts';
import { usePage } from '../../state/react.ts';
import { nextConfig, sameNetwork, shownConfig } from '../../state/shownNetwork.ts';
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
function runOfShown(state: PageState) {
  const { run } = state;
  const config = shownConfig(state);
  return run && run.config.dataset === config.dataset && sameNetwork(run.config, config) ? run : undefined;
}

/** The latest close look of a run at the network that is shown; undefined before the first. */
export const useRunVitals = (): EventOf<'vitals'> | undefined =>
  usePage((state) => runOfShown(state)?.vitals);

/** What the network that is shown says of the sample pictures; undefined before a run. */
export const useAnswers = (): EventOf<'predictions'> | undefined =>
  usePage((state) => runOfShown(state)?.predictions);
