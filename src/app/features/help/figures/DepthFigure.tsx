/** A thin network of He et al. at any depth: its shapes, what it has to learn, and what a picture costs it. */

import { useMemo, useState } from 'react';
import { makeSpec } from '../../../../model/presets.ts';
import { summaryOf } from '../../../../model/summary.ts';
import { useWords } from '../../../i18n/words.ts';
import classes from './DepthFigure.module.css';
import { Figure, Slider } from './Figure.tsx';

interface DepthFigureProps {
  readonly question: string;
  readonly depth: string;
  readonly layers: (layers: number) => string;
  readonly part: string;
  readonly output: string;
  readonly parameters: string;
  readonly macs: string;
  readonly total: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly caption: string;
}

export function DepthFigure(words: DepthFigureProps) {
  const { figures } = useWords();
  const [n, setN] = useState(3);
  const { stages, parameters, macs } = useMemo(
    () =>
      summaryOf(
        makeSpec(
          { block: 'basic', blocks: [n, n, n], width: 16, stem: 'cifar' },
          { inputSize: 32, classes: 10 },
        ),
      ),
    [n],
  );
  return (
    <Figure
      question={words.question}
      caption={words.caption}
      controls={
        <Slider
          label={words.depth}
          value={n}
          min={1}
          max={25}
          step={1}
          text={words.layers(6 * n + 2)}
          onChange={setN}
        />
      }
    >
      <table className={classes.table} aria-label={words.question}>
        <thead>
          <tr>
            <th scope="col">{words.part}</th>
            <th scope="col">{words.output}</th>
            <th scope="col">{words.parameters}</th>
            <th scope="col">{words.macs}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.name}>
              <th scope="row">
                {`${words.parts[stage.name] ?? stage.name}${stage.blocks.length > 0 ? ` ×${stage.blocks.length}` : ''}`}
              </th>
              <td>
                {stage.output.length === 2
                  ? stage.output[1]
                  : [...stage.output.slice(2), stage.output[1]].join('×')}
              </td>
              <td>{figures.count(stage.parameters)}</td>
              <td>{figures.millions(stage.macs)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            <td />
            <td>{figures.count(parameters)}</td>
            <td>{figures.millions(macs)}</td>
          </tr>
        </tfoot>
      </table>
    </Figure>
  );
}
