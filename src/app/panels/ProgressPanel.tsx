/** What the run is doing now, in a sentence, a bar and a row of numbers that change in place. */
import { Progress } from '@mantine/core';
import { modelName } from '../../model/presets.ts';
import { clockTime, type Task } from '../../training/events.ts';
import { useWords, type Words } from '../i18n/words.ts';
import { usePage } from '../store/react.ts';
import type { Run } from '../store/run.ts';
import { secondsLeft } from '../store/timing.ts';
import { Panel } from './Panel.tsx';

/** Long work that is under way, first things first. */
const openTask = (run: Run, tasks: readonly Task[]): Task | undefined =>
  tasks.find((task) => {
    const p = run.progress[task];
    return p !== undefined && p.done < p.total;
  });

function statusOf(run: Run | undefined, words: Words): string {
  if (!run) return words.idle;
  if (run.end) return words.outcome[run.end.outcome];
  if (run.asked) return words.asked[run.asked];
  const { phase, progress } = run;
  const tasks: readonly Task[] =
    phase === 'preparing' ? ['compile', 'tune', 'shards'] : phase === 'evaluating' ? ['evaluate'] : [];
  const task = openTask(run, tasks);
  const p = task && progress[task];
  return p ? `${words.task[task]}: ${words.ofTotal(p.done, p.total)}` : words.phase[phase];
}

/** Label, value and test id of every number. */
function statsOf(run: Run | undefined, words: Words): readonly (readonly [string, string, string])[] {
  const { unknown } = words;
  const left = run && secondsLeft(run);
  const shards = run?.progress.shards;
  const epoch = run && Math.min(run.config.epochs, Math.floor(run.epoch) + (run.end ? 0 : 1));
  return [
    [words.statNetwork, run ? words.presetName(modelName(run.config)) : unknown, 'network'],
    [
      words.statEpoch,
      run && epoch !== undefined ? words.ofTotal(epoch, run.config.epochs) : unknown,
      'epoch',
    ],
    [words.statStep, run?.totalSteps ? words.ofTotal(run.step, run.totalSteps) : unknown, 'step'],
    [words.statSpeed, run?.imagesPerSecond ? words.speed(run.imagesPerSecond) : unknown, 'speed'],
    [words.statTimeLeft, left === undefined ? unknown : clockTime(left), 'left'],
    [words.statLearningRate, run?.learningRate?.toPrecision(3) ?? unknown, 'learning-rate'],
    [words.statShards, shards ? words.ofTotal(shards.done, shards.total) : unknown, 'shards'],
    [words.statMemory, run?.gpuBytes ? words.megabytes(run.gpuBytes) : unknown, 'memory'],
  ];
}

export function ProgressPanel() {
  const words = useWords();
  const run = usePage((state) => state.run);
  const share = run?.totalSteps ? (100 * run.step) / run.totalSteps : 0;
  return (
    <Panel title={words.progress} aside={<span data-testid="status">{statusOf(run, words)}</span>}>
      <Progress value={share} size="sm" aria-label={words.runProgress} transitionDuration={200} />
      <dl className="stats">
        {statsOf(run, words).map(([label, value, id]) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd data-testid={`stat-${id}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
