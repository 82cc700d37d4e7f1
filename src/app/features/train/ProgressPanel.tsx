/** What the run is doing now, in a sentence, two bars and a row of numbers that change in place. */

import { clockTime } from '../../../training/events.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import type { Run } from '../../state/run.ts';
import { secondsLeft } from '../../state/timing.ts';
import { Panel } from '../../ui/Panel.tsx';
import stats from '../../ui/Stats.module.css';
import { Bars } from './Bars.tsx';
import { NotifySwitch } from './NotifySwitch.tsx';
import { openTask } from './part.ts';

function statusOf(run: Run | undefined, words: Words): string {
  if (!run) return words.run.idle;
  if (run.end) return words.run.outcome[run.end.outcome];
  if (run.asked) return words.run.asked[run.asked];
  const { phase, progress } = run;
  const task = openTask(run);
  const p = task && progress[task];
  return p
    ? words.run.taskAt(words.run.task[task], words.figures.ofTotal(p.done, p.total))
    : words.run.phase[phase];
}

/** Label, value and test id of every number. */
function statsOf(run: Run | undefined, words: Words): readonly (readonly [string, string, string])[] {
  const { unknown } = words.figures;
  const left = run && secondsLeft(run);
  const shards = run?.progress.shards;
  const epoch = run && Math.min(run.config.epochs, Math.floor(run.epoch) + (run.end ? 0 : 1));
  return [
    [words.run.stat.network, run ? networkText(words, run.config) : unknown, 'network'],
    [
      words.run.stat.epoch,
      run && epoch !== undefined ? words.figures.ofTotal(epoch, run.config.epochs) : unknown,
      'epoch',
    ],
    [
      words.run.stat.step,
      run?.totalSteps ? words.figures.ofTotal(run.step, run.totalSteps) : unknown,
      'step',
    ],
    [
      words.run.stat.speed,
      run?.imagesPerSecond ? words.figures.imagesPerSecond(run.imagesPerSecond) : unknown,
      'speed',
    ],
    [words.run.stat.timeLeft, left === undefined ? unknown : clockTime(left), 'left'],
    [words.run.stat.learningRate, run?.learningRate?.toPrecision(3) ?? unknown, 'learning-rate'],
    [words.run.stat.shards, shards ? words.figures.ofTotal(shards.done, shards.total) : unknown, 'shards'],
    [words.run.stat.memory, run?.gpuBytes ? words.figures.megabytes(run.gpuBytes) : unknown, 'memory'],
  ];
}

export function ProgressPanel() {
  const words = useWords();
  const run = usePage((state) => state.run);
  return (
    <Panel title={words.run.progress} aside={<span data-testid="status">{statusOf(run, words)}</span>}>
      <Bars />
      <dl className={stats.stats} data-testid="stats">
        {statsOf(run, words).map(([label, value, id]) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd data-testid={`stat-${id}`}>{value}</dd>
          </div>
        ))}
      </dl>
      <NotifySwitch />
    </Panel>
  );
}
