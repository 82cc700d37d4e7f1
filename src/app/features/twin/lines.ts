/** Both networks of a pair block by block: a line each, on one scale. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { NetworkLook } from '../../../training/gradientCorrelation.ts';
import type { Both } from '../../state/findings.ts';
import type { Side } from '../../state/twin.ts';
import type { PlotBox } from '../../ui/usePlotBox.ts';

export type Measured = 'gradient' | 'correlation' | 'response';

interface BlockPoint {
  /** Place among the blocks, 0 for the stem. */
  readonly at: number;
  readonly value: number;
}

const sides: readonly Side[] = ['residual', 'plain'];

/** What a look tells of every block that it tells of. The classifier is none. */
function pointsOf({ blocks, correlation = [] }: NetworkLook, measured: Measured): BlockPoint[] {
  const names = blocks.map(({ name }) => name);
  const points =
    measured === 'correlation'
      ? correlation.map(({ block, correlation: value }) => ({ at: names.indexOf(block), value }))
      : blocks.map(({ gradientNorm, activationScale }, at) => ({
          at,
          value: (measured === 'gradient' ? gradientNorm : activationScale) ?? Number.NaN,
        }));
  const last = names.indexOf('classifier');
  return points.filter(
    ({ at, value }) =>
      at >= 0 && at !== last && Number.isFinite(value) && (measured === 'correlation' || value > 0),
  );
}

export interface LinesScene {
  readonly paths: Both<string>;
  readonly ticks: readonly { readonly value: number; readonly at: number }[];
  /** First and last value of each. */
  readonly ends: Both<readonly [first: number, last: number]>;
}

/** @returns undefined where one of them has nothing to draw. */
export function linesOf(looks: Both<NetworkLook>, measured: Measured, box: PlotBox): LinesScene | undefined {
  const points = {
    residual: pointsOf(looks.residual, measured),
    plain: pointsOf(looks.plain, measured),
  };
  if (sides.some((side) => points[side].length < 2)) return undefined;
  const all = sides.flatMap((side) => points[side]);
  const values = all.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = scaleLinear([0, Math.max(...all.map(({ at }) => at))], [box.left, box.right]);
  const log = measured !== 'correlation';
  const y = log
    ? scaleLog([low / 1.3, high * 1.3], [box.bottom, box.top])
    : scaleLinear([Math.min(0, low), Math.max(1, high)], [box.bottom, box.top]);
  const decades = y.ticks(4).filter((tick) => !log || /^1e/.test(tick.toExponential()));
  const ticks = log && decades.length < 2 ? [low, high] : decades;
  const every = Math.ceil(ticks.length / 5);
  const pathOf = (side: Side) =>
    points[side].map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const endsOf = (side: Side) =>
    [points[side][0]?.value ?? Number.NaN, points[side].at(-1)?.value ?? Number.NaN] as const;
  return {
    paths: { residual: pathOf('residual'), plain: pathOf('plain') },
    ticks: ticks.filter((_, i) => i % every === 0).map((value) => ({ value, at: y(value) })),
    ends: { residual: endsOf('residual'), plain: endsOf('plain') },
  };
}
