/** What leaves a stack of blocks whose layers say little: nothing of a plain one, the input of a residual one. */

import { useState } from 'react';
import { colours, Figure, Slider } from './Figure.tsx';
import { Plot } from './Plot.tsx';

interface IdentityFigureProps {
  readonly question: string;
  readonly strength: string;
  readonly blocks: string;
  readonly input: string;
  readonly plain: string;
  readonly residual: string;
  readonly axis: string;
  readonly value: string;
  readonly caption: string;
}

const places = Array.from({ length: 65 }, (_, i) => i / 64);
const signal = (t: number): number => 0.55 * Math.sin(2 * Math.PI * t) + 0.3 * Math.sin(6 * Math.PI * t + 1);
/** Stands for what the layers of a block compute; any function that bends its input would do. */
const layers = (value: number): number => Math.tanh(1.6 * value + 0.2);

export function IdentityFigure(words: IdentityFigureProps) {
  const [strength, setStrength] = useState(0.1);
  const [blocks, setBlocks] = useState(5);
  const through = (t: number, shortcut: number): number => {
    let value = signal(t);
    for (let i = 0; i < blocks; i++) value = shortcut * value + strength * layers(value);
    return value;
  };
  const of = (shortcut: number) => places.map((t) => [t, through(t, shortcut)] as const);
  const lines = [
    { label: words.input, colour: 'var(--curve-axis)', points: places.map((t) => [t, signal(t)] as const) },
    { label: words.residual, colour: colours.residual, points: of(1) },
    { label: words.plain, colour: colours.plain, points: of(0) },
  ];
  return (
    <Figure
      question={words.question}
      caption={words.caption}
      controls={
        <>
          <Slider
            label={words.strength}
            value={strength}
            min={0}
            max={1}
            step={0.05}
            text={strength.toFixed(2)}
            onChange={setStrength}
          />
          <Slider
            label={words.blocks}
            value={blocks}
            min={1}
            max={20}
            step={1}
            text={String(blocks)}
            onChange={setBlocks}
          />
        </>
      }
    >
      <Plot
        label={`${words.question} ${words.caption}`}
        lines={lines}
        x={{ domain: [0, 1], ticks: [], name: words.axis }}
        y={{
          domain: [
            Math.min(-1, ...lines.flatMap(({ points }) => points.map(([, v]) => v))),
            Math.max(1, ...lines.flatMap(({ points }) => points.map(([, v]) => v))),
          ],
          ticks: [-1, 0, 1].map((at) => ({ at, text: String(at) })),
          name: words.value,
        }}
      />
    </Figure>
  );
}
