/** The schedules of the learning rate, as the page trains by them. */

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { schedulePoints } from '../../../../training/schedule.ts';
import { defaultConfig, type RunConfig, settings } from '../../../../training/settings.ts';
import { useWords } from '../../../i18n/words.ts';
import { colours, Figure, Slider } from './Figure.tsx';
import { Plot } from './Plot.tsx';

interface RateFigureProps {
  readonly question: string;
  readonly peak: string;
  readonly epochs: string;
  readonly rate: string;
  readonly caption: Readonly<Record<RunConfig['schedule'], string>>;
}

export function RateFigure(words: RateFigureProps) {
  const { settings: named, figures } = useWords();
  const [schedule, setSchedule] = useState<RunConfig['schedule']>('onecycle');
  const [learningRate, setLearningRate] = useState(0.1);
  const points = schedulePoints({ ...defaultConfig, schedule, learningRate, epochs: 10 });
  return (
    <Figure
      question={words.question}
      caption={words.caption[schedule]}
      controls={
        <>
          <SegmentedControl
            aria-label={named.schedule.label}
            value={schedule}
            onChange={(value) => setSchedule(value as RunConfig['schedule'])}
            data={settings.schedule.choices.map((value) => ({
              value,
              label: named.schedule.choices[value],
            }))}
          />
          <Slider
            label={words.peak}
            value={learningRate}
            min={0.01}
            max={0.3}
            step={0.01}
            text={figures.exact(learningRate)}
            onChange={setLearningRate}
          />
        </>
      }
    >
      <Plot
        label={`${words.question} ${words.caption[schedule]}`}
        lines={[
          {
            label: named.learningRate.label,
            colour: colours.residual,
            points: points.map(({ epoch, learningRate: rate }) => [epoch, rate] as const),
          },
        ]}
        x={{
          domain: [0, 10],
          ticks: [0, 2, 4, 6, 8, 10].map((at) => ({ at, text: String(at) })),
          name: words.epochs,
        }}
        y={{
          domain: [0, 0.3],
          ticks: [0, 0.1, 0.2, 0.3].map((at) => ({ at, text: figures.exact(at) })),
          name: words.rate,
        }}
      />
    </Figure>
  );
}
