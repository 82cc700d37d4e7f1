/** The curves of a published run, read at one epoch. */

import { useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { noteReference } from '../../../state/references.ts';
import { Figure, Slider } from './Figure.tsx';
import { Plot } from './Plot.tsx';

interface CurvesFigureProps {
  readonly question: string;
  readonly epoch: string;
  readonly train: string;
  readonly test: string;
  readonly accuracy: string;
  readonly caption: (at: { train: string; test: string; gap: string; ahead: boolean }) => string;
}

const { epochs } = noteReference;

export function CurvesFigure(words: CurvesFigureProps) {
  const { figures } = useWords();
  const [epoch, setEpoch] = useState(epochs.length);
  const { trainAccuracy: train, testAccuracy: test } = epochs[epoch - 1]!;
  const caption = words.caption({
    train: figures.percent(train),
    test: figures.percent(test),
    gap: (100 * Math.abs(train - test)).toFixed(1),
    ahead: test > train,
  });
  return (
    <Figure
      question={words.question}
      caption={caption}
      controls={
        <Slider
          label={words.epoch}
          value={epoch}
          min={1}
          max={epochs.length}
          step={1}
          text={String(epoch)}
          onChange={setEpoch}
        />
      }
    >
      <Plot
        label={`${words.question} ${caption}`}
        lines={[
          {
            label: words.train,
            colour: 'var(--curve-train)',
            points: epochs.map(({ epoch, trainAccuracy }) => [epoch, trainAccuracy] as const),
          },
          {
            label: words.test,
            colour: 'var(--curve-test)',
            points: epochs.map(({ epoch, testAccuracy }) => [epoch, testAccuracy] as const),
            dots: true,
          },
        ]}
        x={{
          domain: [0.5, 20.5],
          ticks: [1, 5, 10, 15, 20].map((at) => ({ at, text: String(at) })),
          name: words.epoch,
        }}
        y={{
          domain: [0.3, 1],
          ticks: [0.4, 0.6, 0.8, 1].map((at) => ({ at, text: `${Math.round(100 * at)}\u00a0%` })),
          name: words.accuracy,
        }}
        mark={epoch}
      />
    </Figure>
  );
}
