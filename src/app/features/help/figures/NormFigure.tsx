/** What batch norm does to the values of one channel: whatever their mean and spread, it hands on the same distribution. */

import { useState } from 'react';
import { colours, Figure, Slider } from './Figure.tsx';
import { Plot } from './Plot.tsx';

interface NormFigureProps {
  readonly question: string;
  readonly mean: string;
  readonly deviation: string;
  readonly gamma: string;
  readonly beta: string;
  readonly before: string;
  readonly after: string;
  readonly axis: string;
  readonly density: string;
  readonly caption: string;
}

const places = Array.from({ length: 161 }, (_, i) => -8 + i / 10);
const bell = (mean: number, deviation: number) =>
  places.map(
    (v) =>
      [
        v,
        Math.exp(-((v - mean) ** 2) / (2 * deviation ** 2)) / (deviation * Math.sqrt(2 * Math.PI)),
      ] as const,
  );

export function NormFigure(words: NormFigureProps) {
  const [mean, setMean] = useState(3);
  const [deviation, setDeviation] = useState(2);
  const [gamma, setGamma] = useState(1);
  const [beta, setBeta] = useState(0);
  const slider = (
    label: string,
    value: number,
    min: number,
    max: number,
    onChange: (value: number) => void,
  ) => (
    <Slider
      label={label}
      value={value}
      min={min}
      max={max}
      step={0.1}
      text={value.toFixed(1)}
      onChange={onChange}
    />
  );
  return (
    <Figure
      question={words.question}
      caption={words.caption}
      controls={
        <>
          {slider(words.mean, mean, -5, 5, setMean)}
          {slider(words.deviation, deviation, 0.6, 3, setDeviation)}
          {slider(words.gamma, gamma, 0.6, 3, setGamma)}
          {slider(words.beta, beta, -5, 5, setBeta)}
        </>
      }
    >
      <Plot
        label={`${words.question} ${words.caption}`}
        lines={[
          { label: words.before, colour: colours.plain, points: bell(mean, deviation) },
          { label: words.after, colour: colours.residual, points: bell(beta, gamma) },
        ]}
        x={{
          domain: [-8, 8],
          ticks: [-8, -4, 0, 4, 8].map((at) => ({ at, text: String(at) })),
          name: words.axis,
        }}
        y={{ domain: [0, 0.7], ticks: [], name: words.density }}
      />
    </Figure>
  );
}
