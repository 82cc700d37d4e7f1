/** English: groups of runs. */
import { figures, plural } from './figures.ts';

export const groups = {
  title: 'Groups of runs',
  what: 'Runs that are equal but for the seed are one group.',
  /** In the options of the charts. */
  inCharts: 'Equal but for the seed',
  groupings: { mean: 'mean ± std', both: 'with runs', runs: 'runs' },
  /** Of a line on a chart; where runs end earlier than others, n changes along it. */
  mean: (n: string) => `mean ± std, n = ${n}`,
  meanOf: (name: string, mean: string) => `${name}, ${mean}`,
  range: (from: number, to: number) => `${from}–${to}`,
  /** Such as `learning rate 0.1`. */
  setting: (label: string, value: string) => `${label.charAt(0).toLowerCase()}${label.slice(1)} ${value}`,
  join: (a: string, b: string) => `${a}, ${b}`,
  /** The name of a group that nothing sets apart. */
  all: 'all runs',
  which: 'Runs',
  these: (n: number) => plural(n, 'run', 'runs'),
  everyRun: (n: number) => `all ${figures.count(n)}`,
  none: 'There are no runs to group yet: train two or more.',
  verdict: 'What may be said',
  moreVerdicts: (n: number) => plural(n, 'more comparison with the best', 'more comparisons with the best'),
  better: (better: string, other: string, points: string, low: string, high: string, n: string) =>
    `${better} is better than ${other} by ${points} points of test accuracy (95 % interval ${low} to ${high}, n = ${n}): a larger difference than seeds alone make.`,
  same: (better: string, other: string, points: string, low: string, high: string, n: string) =>
    `${better} and ${other} differ by ${points} points of test accuracy (95 % interval ${low} to ${high}, n = ${n}): no larger than what seeds alone may do.`,
  untold: (better: string, other: string) =>
    `Whether ${better} is better than ${other} cannot be told from these runs: it takes two seeds of each that come to different figures, and better five.`,
  and: (a: number, b: number) => `${a} and ${b}`,
  oneGroup: 'One group can be judged, so there is nothing to compare it with.',
  someStopped: (n: number) =>
    `${plural(n, 'group has runs', 'groups have runs')} that were stopped early and ${n === 1 ? 'is' : 'are'} not judged: the runs that are left may be the better ones.`,
  someDiverged: (n: number) =>
    `${plural(n, 'run', 'runs')} diverged and ${n === 1 ? 'counts' : 'count'} in no mean: a group that diverges now and then is worse than its mean says.`,
  noResult: 'No run has come to its end with a result yet.',
  /** What the verdict goes by. */
  by: 'By the test accuracy after the last epoch of finished runs, one for each seed. Welch’s t test; intervals are widened for the number of groups.',
  table: 'Groups',
  group: 'Group',
  n: 'n',
  last: 'Last test accuracy',
  axes: { last: 'Last accuracy', best: 'Best accuracy' },
  lastColumn: 'Last test accuracy, %',
  bestColumn: 'Best test accuracy, %',
  not: 'Not counted',
  plusMinus: (mean: string, std: string) => `${mean} ± ${std}`,
  diverged: (n: number) => `${figures.count(n)} diverged`,
  stopped: (n: number) => `${figures.count(n)} stopped`,
  unfinished: (n: number) => `${figures.count(n)} not finished`,
  repeated: (n: number) => `${figures.count(n)} of a seed counted already`,
  byHand: (n: number) =>
    `${plural(n, 'run was', 'runs were')} changed by hand on the way and ${n === 1 ? 'is' : 'are'} in no group.`,
  parallel: 'What was varied, and what it came to',
  parallelHelp: 'A line is a run. Point at it or tap it, or move through the runs with the arrow keys.',
  nothingVaried: 'These runs differ in nothing but the seed.',
  tooMany: (n: number, all: number) =>
    `These are the newest ${figures.count(n)} of ${figures.count(all)} runs.`,
  moreVaried: (n: number) => `${plural(n, 'more setting varies', 'more settings vary')}: the table has them.`,
  colour: 'Colour',
  colours: { result: 'result', run: 'run' },
  /** The end of an axis where a run has no figure. */
  noFigure: 'none',
  seed: (seed: number) => `seed ${seed}`,
  run: (name: string, values: string) => `${name}: ${values}`,
  lastIs: (value: string) => `last ${value}`,
  bestIs: (value: string) => `best ${value}`,
  runDiverged: 'diverged',
  runUnfinished: 'not finished',
  save: 'Save',
  saveAs: (format: string) => `Save the drawing as ${format}`,
  notSaved: 'The browser could not make the file. Try another format.',
};
