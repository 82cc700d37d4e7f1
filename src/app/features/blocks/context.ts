/** What all views of the blocks read. */
import type { ComponentType } from 'react';
import type { ModelSpec } from '../../../model/spec.ts';
import type { StageSeries } from '../../../storage/runRecord.ts';
import type { Frame } from '../../../training/frames.ts';
import type { RunConfig } from '../../../training/settings.ts';
import type { StageLines } from '../../state/blockMeasures.ts';
import { requiredContext } from '../../state/context.ts';

export interface Blocks {
  readonly runId: string;
  readonly config: RunConfig;
  readonly spec: ModelSpec;
  /** `stem` and every block, in the order of the forward pass. */
  readonly names: readonly string[];
  /** Of the epoch that is shown. */
  readonly frame: Frame;
  /** Share of all test pictures that the network itself told right in that epoch, where that is known. */
  readonly testAccuracy: number | undefined;
  /** What the frames of all epochs told of the stages. */
  readonly stages: StageSeries;
  /** Draws a measure by stage over the epochs of the run. */
  readonly lines: ComponentType<StageLines>;
  /** Where a view puts what it has for the line of the choice of views; null before that line is there. */
  readonly head: HTMLElement | null;
}

export const [BlocksContext, useBlocks] = requiredContext<Blocks>('BlocksContext');
