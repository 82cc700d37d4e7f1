/** What a sweep says at its end: mean and deviation of each group, and what may be said of their differences. */
import { formatSetting } from '../training/config.ts';
import { variedIn } from '../training/groups.ts';
import { flagOf } from '../training/settings.ts';
import { verdictsOf } from '../training/verdict.ts';
import type { Terminal } from './command.ts';
import { type SweptGroup, type SweptRun, sweptGroups } from './sweepRuns.ts';
import { verdictText } from './verdictText.ts';

const percent = (share: number): string => (100 * share).toFixed(2);

/** What JSON has of a group; numbers that there are not are null. */
const groupJson = ({ runs, n, mean, std }: SweptGroup): object => ({
  config: runs[0].config,
  n,
  meanTestAccuracy: n > 0 ? mean : null,
  stdTestAccuracy: std ?? null,
  runs: runs.map(({ name, config: { seed }, testAccuracy, behind }) => ({
    run: name,
    seed,
    testAccuracy: testAccuracy ?? null,
    ...(behind && { behind }),
  })),
});

function groupText(name: string, { runs, n, mean, std }: SweptGroup): string {
  const deviation = std === undefined ? '' : ` ± ${percent(std)}`;
  const behind = runs.filter((run) => run.behind).length;
  const diverged = runs.length - n - behind;
  const lost = [
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
    ...(behind > 0 ? [`${behind} ended early`] : []),
  ];
  const figure = n > 0 ? `${percent(mean)}${deviation} % (n = ${n})` : 'no result';
  return `${[`${name}: test accuracy ${figure}`, ...lost].join(', ')}`;
}

/** @param runs In their order, those that have no result among them. */
export function reportSweep(
  runs: readonly SweptRun[],
  { print }: Pick<Terminal, 'print'>,
  json: boolean,
): void {
  const groups = sweptGroups(runs);
  const varied = variedIn(runs.map(({ config }) => config)).filter((key) => key !== 'seed');
  const nameOf = ({ runs: [{ config }] }: SweptGroup): string =>
    varied.map((key) => `${flagOf(key)} ${formatSetting(key, config[key])}`).join(', ') || 'all';
  // The mean of a group of which the worse runs were ended early is too high to be compared.
  const whole = groups.filter(({ runs }) => !runs.some(({ behind }) => behind));
  // Accuracies on two data sets cannot be compared.
  const sets = [...new Set(whole.map(({ runs: [{ config }] }) => config.dataset))];
  const verdicts = sets.flatMap((set) =>
    verdictsOf(
      whole
        .filter(({ runs: [{ config }] }) => config.dataset === set)
        .map((group) => ({
          name: nameOf(group),
          accuracies: group.runs.flatMap(({ testAccuracy }) => testAccuracy ?? []),
        })),
    ),
  );
  if (json) {
    print(JSON.stringify({ type: 'sweep', groups: groups.map(groupJson), verdicts }));
    return;
  }
  for (const group of groups) print(groupText(nameOf(group), group));
  for (const verdict of verdicts) print(verdictText(verdict));
}
