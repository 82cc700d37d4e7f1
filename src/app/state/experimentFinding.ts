/**
 * What an experiment came to, by its runs: means, differences with their intervals, and whether the usual story holds of them. Nothing is
 * claimed of one run each, and an arm of which a run diverged is told of but compared with none, as its other runs are the lucky ones. Pure.
 */
import type { RunRecord } from '../../storage/runRecord.ts';
import type { ArmName, Measure } from '../../training/experiments.ts';
import { type MeanAndStd, meanAndStd } from '../../training/groups.ts';
import { type Difference, differenceOf } from '../../training/verdict.ts';
import type { Study } from './experimentRuns.ts';
import { hasDiverged } from './pairs.ts';

export interface ArmFinding {
  readonly arm: ArmName;
  /** Runs that came to a figure. */
  readonly n: number;
  readonly diverged: number;
  readonly means: Readonly<Record<Measure, MeanAndStd>>;
}

export interface Comparison {
  readonly measure: Measure;
  /** The arm with the larger mean. */
  readonly ahead: ArmName;
  readonly behind: ArmName;
  /** Of the means, 0 or above. */
  readonly gap: number;
  readonly n: readonly [number, number];
  /** Absent where chance cannot be told: of one run, and of runs that all came to the same figure. */
  readonly difference?: Difference;
}

/** Whether runs agree with the story, speak against it, or leave it open. */
export type Told = 'holds' | 'fails' | 'open';

export interface ExperimentFinding {
  readonly arms: readonly ArmFinding[];
  readonly comparisons: readonly Comparison[];
  readonly story: Told;
  /** Whether every arm has two runs or more. */
  readonly several: boolean;
}

type Figures = Readonly<Record<Measure, readonly number[]>>;

function figuresOf(runs: readonly RunRecord[]): Figures {
  const last = runs.filter((run) => !hasDiverged(run)).flatMap(({ epochs }) => epochs.slice(-1));
  return {
    train: last.map(({ trainAccuracy }) => trainAccuracy),
    test: last.map(({ testAccuracy }) => testAccuracy),
    gap: last.map(({ trainAccuracy, testAccuracy }) => trainAccuracy - testAccuracy),
  };
}

interface Judged {
  readonly finding: ArmFinding;
  readonly figures: Figures;
}

function armFinding(arm: ArmName, runs: readonly RunRecord[]): Judged {
  const figures = figuresOf(runs);
  return {
    figures,
    finding: {
      arm,
      n: figures.test.length,
      diverged: runs.filter(hasDiverged).length,
      means: {
        train: meanAndStd(figures.train),
        test: meanAndStd(figures.test),
        gap: meanAndStd(figures.gap),
      },
    },
  };
}

/** The first less the second, of what can be compared. */
function comparisonOf(measure: Measure, a: Judged, b: Judged, comparisons: number): Comparison {
  const gap = a.finding.means[measure].mean - b.finding.means[measure].mean;
  const [ahead, behind] = gap >= 0 ? [a, b] : [b, a];
  return {
    measure,
    ahead: ahead.finding.arm,
    behind: behind.finding.arm,
    gap: Math.abs(gap),
    n: [ahead.finding.n, behind.finding.n],
    difference: differenceOf(ahead.figures[measure], behind.figures[measure], comparisons),
  };
}

const isWhole = ({ finding }: Judged): boolean => finding.n > 0 && finding.diverged === 0;
/** All of several runs: one that diverged may have had bad luck. */
const isLost = ({ finding }: Judged): boolean => finding.n === 0 && finding.diverged > 1;

/** Which of two is really ahead; undefined where it cannot be told. */
function aheadOf(measure: Measure, a: Judged, b: Judged, comparisons: number): Judged | undefined {
  if (isWhole(a) && isLost(b)) return a;
  if (isWhole(b) && isLost(a)) return b;
  if (!isWhole(a) || !isWhole(b)) return undefined;
  const { difference, ahead } = comparisonOf(measure, a, b, comparisons);
  if (!difference?.real) return undefined;
  return ahead === a.finding.arm ? a : b;
}

function toldOf({ experiment }: Study, arms: readonly Judged[], comparisons: number): Told {
  const { story, measures } = experiment;
  const ahead = (a: Judged, b: Judged) => aheadOf(measures[0], a, b, comparisons);
  const named = (name: ArmName) => arms.find(({ finding }) => finding.arm === name);
  const [first, last] = [arms[0], arms[arms.length - 1]];
  if (!first || !last || first === last) return 'open';
  const best = arms
    .filter(isWhole)
    .reduce<Judged | undefined>(
      (top, arm) =>
        top && top.finding.means[measures[0]].mean >= arm.finding.means[measures[0]].mean ? top : arm,
      undefined,
    );
  switch (story.kind) {
    case 'better': {
      const [arm, than] = [named(story.arm), named(story.than)];
      const better = arm && than && ahead(arm, than);
      return better ? (better === arm ? 'holds' : 'fails') : 'open';
    }
    case 'alike': {
      if (ahead(first, last)) return 'fails';
      const known = isWhole(first) && isWhole(last);
      return known && comparisonOf(measures[0], first, last, comparisons).difference ? 'holds' : 'open';
    }
    case 'last-best': {
      const others = arms.slice(0, -1);
      if (best === last && ahead(last, first) === last) return 'holds';
      return others.some((other) => ahead(other, last) === other) ? 'fails' : 'open';
    }
    case 'between': {
      const middle = arms.slice(1, -1);
      if (!best) return 'open';
      if (middle.includes(best))
        return ahead(best, first) === best && ahead(best, last) === best ? 'holds' : 'open';
      return middle.every((arm) => ahead(best, arm) === best) ? 'fails' : 'open';
    }
    default:
      return story satisfies never;
  }
}

export function experimentFinding(study: Study): ExperimentFinding {
  const { measures, arms: all } = study.experiment;
  const arms = all.flatMap(({ name }) => {
    const runs = study.runs.get(name);
    return runs ? [armFinding(name, runs)] : [];
  });
  const whole = arms.filter(isWhole);
  // The best is chosen by the same figures: each pair might have been the one that is told.
  const count = Math.max(1, (measures.length * whole.length * (whole.length - 1)) / 2);
  const comparisons = measures.flatMap((measure) => {
    const mean = ({ finding }: Judged) => finding.means[measure].mean;
    const [best, ...others] = [...whole].sort((a, b) => mean(b) - mean(a));
    return best ? others.map((other) => comparisonOf(measure, best, other, count)) : [];
  });
  return {
    arms: arms.map(({ finding }) => finding),
    comparisons,
    story: toldOf(study, arms, count),
    several: arms.every(({ finding }) => finding.n + finding.diverged > 1),
  };
}
