/** What a pair of twins came to, and what was measured of both before: the facts that the card's two sentences are made of. Pure. */
import type { RunRecord } from '../../storage/runRecord.ts';
import type { NetworkLook } from '../../training/gradientCorrelation.ts';
import type { RunConfig } from '../../training/settings.ts';
import { hasDiverged, type Pair } from './pairs.ts';
import type { Side } from './twin.ts';

export type Both<T> = Readonly<Record<Side, T>>;

/** Of a run: accuracies after its last epoch, 0…1; undefined where it diverged or had none. */
export interface Result {
  readonly train: number;
  readonly test: number;
}

/** Points of training accuracy that two runs must be apart, or they are called even: two seeds of one network may be as far. */
const evenWithin = 0.03;

export type Outcome =
  | 'residual-ahead'
  | 'plain-ahead'
  | 'even'
  | 'plain-diverged'
  | 'residual-diverged'
  | 'both-diverged';

/** How the gradient of the plain network goes on its way back, from the last block to the first. */
export type GradientPath = 'vanishes' | 'kept' | 'explodes';

/** `far-less`: they are shattered (Balduzzi et al. 2017). */
export type InCommon = 'far-less' | 'less' | 'as-much' | 'more';

export interface Gradients {
  /** Norm in the first block as a multiple of that in the last, in the first step. */
  readonly ratio: Both<number>;
  readonly path: GradientPath;
  /** Mean cosine between the gradients of different pictures, halfway through the blocks: at the first it is gone in every deep network. */
  readonly correlation?: Both<number>;
  /** How much the plain network's gradients of different pictures are alike, beside the other's; without a correlation of no meaning. */
  readonly common: InCommon;
}

export interface Finding {
  readonly outcome: Outcome;
  readonly results: Both<Result | undefined>;
  readonly seed: number;
  readonly epochs: number;
  readonly norm: RunConfig['norm'];
  /** Undefined until both were looked at. */
  readonly gradients?: Gradients;
}

function resultOf(record: RunRecord): Result | undefined {
  const last = record.epochs[record.epochs.length - 1];
  if (!last || hasDiverged(record)) return undefined;
  return { train: last.trainAccuracy, test: last.testAccuracy };
}

function outcomeOf({ residual, plain }: Both<Result | undefined>): Outcome {
  if (!residual && !plain) return 'both-diverged';
  if (!residual) return 'residual-diverged';
  if (!plain) return 'plain-diverged';
  const gap = residual.train - plain.train;
  if (Math.abs(gap) < evenWithin) return 'even';
  return gap > 0 ? 'residual-ahead' : 'plain-ahead';
}

/** A gradient that is within a factor of ten has not vanished, nor exploded. */
const much = 10;
/** Mean cosines are apart where they are by so much, and by this share of the larger: both may be noise. Far apart, by that share. */
const [leastApart, apart, farApart] = [0.02, 0.25, 0.5];

function inCommon({ residual, plain }: Both<number>): InCommon {
  const gap = residual - plain;
  const share = Math.abs(gap) / Math.max(Math.abs(residual), Math.abs(plain));
  if (Math.abs(gap) < leastApart || share < apart) return 'as-much';
  if (gap < 0) return 'more';
  return share >= farApart ? 'far-less' : 'less';
}

/** The first block's gradient norm as a multiple of the last one's. */
function ratioOf({ blocks }: NetworkLook): number | undefined {
  const norms = blocks.filter(({ name }) => name.startsWith('layer')).map(({ gradientNorm }) => gradientNorm);
  const [first, last] = [norms[0], norms[norms.length - 1]];
  const ratio = first === undefined || last === undefined ? Number.NaN : first / last;
  return Number.isFinite(ratio) ? ratio : undefined;
}

function gradientsOf(looks: Both<NetworkLook | undefined>): Gradients | undefined {
  if (!looks.residual || !looks.plain) return undefined;
  const [residual, plain] = [ratioOf(looks.residual), ratioOf(looks.plain)];
  if (residual === undefined || plain === undefined) return undefined;
  const halfway = ({ correlation: all = [] }: NetworkLook) =>
    all[Math.floor((all.length - 1) / 2)]?.correlation ?? Number.NaN;
  const correlation = { residual: halfway(looks.residual), plain: halfway(looks.plain) };
  const known = Number.isFinite(correlation.residual) && Number.isFinite(correlation.plain);
  return {
    ratio: { residual, plain },
    path: plain < 1 / much ? 'vanishes' : plain > much ? 'explodes' : 'kept',
    ...(known && { correlation }),
    common: known ? inCommon(correlation) : 'as-much',
  };
}

export function findingOf({ residual, plain }: Pair, looks: Both<NetworkLook | undefined>): Finding {
  const results = { residual: resultOf(residual), plain: resultOf(plain) };
  return {
    outcome: outcomeOf(results),
    results,
    seed: residual.config.seed,
    epochs: residual.config.epochs,
    norm: residual.config.norm,
    gradients: gradientsOf(looks),
  };
}
