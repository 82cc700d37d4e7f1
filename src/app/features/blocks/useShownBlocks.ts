/** The blocks of the run that all views show, with what was measured of them by the end of the epoch that all views show. */
import { useMemo } from 'react';
import type { ModelSpec } from '../../../model/spec.ts';
import { partsOf, structureOf } from '../../../model/structure.ts';
import type { StageSeries } from '../../../storage/runRecord.ts';
import type { Frame } from '../../../training/frames.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { noStages } from '../../state/blockMeasures.ts';
import { usePage } from '../../state/react.ts';
import { useFramesState, useLastFrame } from '../../state/reactFrames.ts';
import { useShownRun } from '../../state/reactShownRun.ts';

interface ShownBlocks {
  /** Whether it is known by now that there are some, or none. */
  readonly loaded: boolean;
  readonly runId: string | undefined;
  /** The name of the run; undefined before any. */
  readonly run: string | undefined;
  /** Whether what there is none of is still to come. */
  readonly waiting: boolean;
  readonly config: RunConfig;
  readonly spec: ModelSpec;
  /** `stem` and every block, in the order of the forward pass. */
  readonly names: readonly string[];
  /** Of the epoch that is shown; while another is read the last one stays. */
  readonly frame: Frame | undefined;
  /** Share of all test pictures that the network told right in that epoch, where that is known. */
  readonly testAccuracy: number | undefined;
  /** What the frames of all epochs told of the stages. */
  readonly stages: StageSeries;
}

export function useShownBlocks(): ShownBlocks {
  const { id: runId, record, shipped, config, spec, loaded: runKnown, waiting } = useShownRun();
  const frame = useLastFrame(runId);
  const listed = useFramesState(({ epochs }) => (runId === undefined ? undefined : epochs[runId]));
  const names = useMemo(() => partsOf(structureOf(spec)).map(({ name }) => name), [spec]);
  const loaded = frame !== undefined || (runId === undefined ? runKnown : listed?.length === 0);
  const own = usePage(({ run }) => (run?.id === runId ? run?.epochs : undefined));
  const epochs = own ?? (shipped ?? record)?.epochs;
  const testAccuracy = epochs?.find(({ epoch }) => epoch === frame?.epoch)?.testAccuracy;
  const ownStages = usePage(({ run }) => (run?.id === runId ? run?.stages : undefined));
  const stages = ownStages ?? record?.stages ?? noStages;
  return { loaded, stages, runId, run: record?.name, waiting, config, spec, names, frame, testAccuracy };
}
