/** What is asked of which network, so that two of them can be compared. Pure. */
import { datasetOf } from '../../../../training/config.ts';
import { type AnsweringNetwork, networkOfRun, type Question } from '../../../../training/questions.ts';
import type { RunConfig } from '../../../../training/settings.ts';

/**
 * Test pictures that blocks are compared on. Of a resnet20 that tells 83 % right the value of a pair differs from one set of so many to the
 * next by 0.017 (standard deviation, mean over pairs; 0.043 of the worst), with 256 by 0.023 (0.046), and with 1,000 by 0.016 (0.038).
 */
const pictures = 512;

/** The first of the test split, which has no order: the same for every network. */
export function questionOf(runId: string, config: Pick<RunConfig, 'dataset'>): Question {
  const count = Math.min(pictures, datasetOf(config).images.test);
  return {
    of: networkOfRun(runId),
    pictures: { kind: 'test', indices: Array.from({ length: count }, (_, i) => i) },
    taps: { mode: 'evaluation', pooled: true },
  };
}

/** Equal for networks with the same weights. */
export const weightsKey = (network: AnsweringNetwork): string =>
  network.kind === 'run' ? `${network.runId} ${network.step}` : 'shipped';
