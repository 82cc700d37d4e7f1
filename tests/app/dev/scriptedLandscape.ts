/** A landscape that is made up: a bowl for a residual network, a rugged one for a plain network. */
import { gridOrder, type LandscapePlan, placeOf } from '../../../src/training/landscape.ts';
import type { NamedNetwork } from '../../../src/training/questions.ts';
import type { RunConfig } from '../../../src/training/settings.ts';
import type { Reply } from '../../../src/worker/protocol.ts';

interface Asked {
  readonly of: NamedNetwork;
  readonly plan: LandscapePlan;
  readonly known: number;
}

export function scriptedLandscape({ of, plan, known }: Asked, config: RunConfig | undefined): Reply[] {
  const runId = of.kind === 'run' ? of.runId : 'shipped';
  const rugged = config?.shortcut === 'none' ? 0.5 : 0.03;
  const [x, y] = [
    [-plan.reach, plan.reach],
    [-plan.reach, plan.reach],
  ] as const;
  const total = plan.size ** 2;
  const losses = Float32Array.from(gridOrder(plan.size).subarray(known), (point) => {
    const [a, b] = placeOf(point, { plan, x, y });
    const rough = rugged * Math.sin(7 * a + plan.seed) * Math.cos(9 * b);
    return 0.4 * Math.exp(2.4 * (a * a + 0.7 * b * b) + rough);
  });
  const centre = { loss: 0.4, accuracy: 0.86 };
  const network = { kind: 'run', runId, step: 1, epoch: 1 } as const;
  return [
    { type: 'progress', done: known, total, ground: { x, y, centre, cosine: 0, network } },
    {
      type: 'progress',
      done: total,
      total,
      points: { from: known, losses, accuracies: losses.map((loss) => 1 / (1 + loss)) },
    },
    { type: 'landscape' },
  ];
}
