/** All numbers of the run in a row, for the dock: what the line in the page's head has no room for. */

import { clockTime } from '../../../training/events.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import type { Run } from '../../state/run.ts';
import { secondsLeft } from '../../state/timing.ts';
import { Stats } from '../../ui/Stats.tsx';
import { epochOf } from './Status.tsx';

/** Label, value and a name for tests of every number. */
function factsOf(run: Run | undefined, words: Words): readonly (readonly [string, string, string])[] {
  const { figures } = words;
  const { stat } = words.run;
  const known = (text: string | undefined): string => text ?? figures.unknown;
  const left = run && secondsLeft(run);
  const shards = run?.progress.shards;
  return [
    [stat.network, known(run && networkText(words, run.config)), 'network'],
    [stat.epoch, known(run && figures.ofTotal(epochOf(run), run.config.epochs)), 'epoch'],
    [stat.step, known(run?.totalSteps ? figures.ofTotal(run.step, run.totalSteps) : undefined), 'step'],
    [
      stat.speed,
      known(run?.imagesPerSecond ? figures.imagesPerSecond(run.imagesPerSecond) : undefined),
      'speed',
    ],
    [stat.timeLeft, known(left === undefined ? undefined : clockTime(left)), 'left'],
    [stat.learningRate, known(run?.learningRate?.toPrecision(3)), 'learning-rate'],
    [stat.shards, known(shards && figures.ofTotal(shards.done, shards.total)), 'shards'],
    [stat.memory, known(run?.gpuBytes ? figures.megabytes(run.gpuBytes) : undefined), 'memory'],
  ];
}

export function RunFacts() {
  const words = useWords();
  const run = usePage((state) => state.run);
  return (
    <Stats stats={factsOf(run, words).map(([label, value, id]) => ({ label, value, id: `fact-${id}` }))} />
  );
}
