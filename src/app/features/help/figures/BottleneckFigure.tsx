/** A basic block beside a bottleneck block, both for the same number of channels. */

import { useState } from 'react';
import { makeSpec } from '../../../../model/presets.ts';
import type { BlockKind } from '../../../../model/spec.ts';
import { summaryOf } from '../../../../model/summary.ts';
import { useWords } from '../../../i18n/words.ts';
import classes from './BottleneckFigure.module.css';
import { colours, Figure, Slider } from './Figure.tsx';

interface BottleneckFigureProps {
  readonly question: string;
  readonly channels: string;
  readonly basic: string;
  readonly bottleneck: string;
  readonly parameters: string;
  readonly macs: string;
  readonly caption: (times: string) => string;
}

/** Pixels of the feature maps on a side. */
const side = 8;

/** What the second block of a stage takes, whose input already has the channels of its output. */
function costOf(block: BlockKind, channels: number) {
  const width = block === 'bottleneck' ? channels / 4 : channels;
  const [, stage] = summaryOf(
    makeSpec({ block, blocks: [2], width, stem: 'cifar' }, { inputSize: side, classes: 10 }),
  ).stages;
  return stage!.blocks[1]!;
}

export function BottleneckFigure(words: BottleneckFigureProps) {
  const { figures } = useWords();
  const [power, setPower] = useState(8);
  const channels = 2 ** power;
  const [basic, bottleneck] = [costOf('basic', channels), costOf('bottleneck', channels)];
  const rows = [
    {
      name: words.basic,
      colour: colours.plain,
      chain: [`3×3, ${channels}`, `3×3, ${channels}`],
      cost: basic,
    },
    {
      name: words.bottleneck,
      colour: colours.residual,
      chain: [`1×1, ${channels / 4}`, `3×3, ${channels / 4}`, `1×1, ${channels}`],
      cost: bottleneck,
    },
  ];
  return (
    <Figure
      question={words.question}
      caption={words.caption((basic.parameters / bottleneck.parameters).toFixed(0))}
      controls={
        <Slider
          label={words.channels}
          value={power}
          min={5}
          max={9}
          step={1}
          text={String(channels)}
          onChange={setPower}
        />
      }
    >
      <div className={classes.blocks}>
        {rows.map(({ name, colour, chain, cost }) => (
          <section key={name} aria-label={name}>
            <strong>{name}</strong>
            <div className={classes.chain}>{chain.join(' → ')}</div>
            <div
              className={classes.bar}
              style={{ background: colour, width: `${(100 * cost.parameters) / basic.parameters}%` }}
            />
            <dl className={classes.cost}>
              <dt>{words.parameters}</dt>
              <dd>{figures.count(cost.parameters)}</dd>
              <dt>{words.macs}</dt>
              <dd>{figures.millions(cost.macs)}</dd>
            </dl>
          </section>
        ))}
      </div>
    </Figure>
  );
}
