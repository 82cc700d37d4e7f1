/** The sample pictures in a row, each with the verdict of the network's latest answer; a verdict that changes flashes once. */

import { UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { useClassNames } from '../../i18n/classNames.ts';
import { useWords } from '../../i18n/words.ts';
import { topOf } from '../../state/answers.ts';
import { useChosenPicture } from '../../state/react.ts';
import { useBefore } from '../../ui/useSlow.ts';
import classes from './Samples.module.css';
import { useSample, useSamplesFile } from './samples.ts';
import { type Shown, useAnswers } from './shown.ts';
import { Tile } from './Tile.tsx';

/** A mark that flashes when it becomes another one, and not when it first appears. */
function Verdict({ right }: { readonly right: boolean }) {
  const [seen, setSeen] = useState({ right, flips: 0 });
  if (seen.right !== right) setSeen({ right, flips: seen.flips + 1 });
  return (
    <span
      key={seen.flips}
      className={classes.verdict}
      data-right={right}
      data-flipped={seen.flips > 0 || undefined}
      aria-hidden
    >
      {right ? '✓' : '✗'}
    </span>
  );
}

interface SamplesProps {
  readonly shown: Shown;
  /** Pixels for the row. */
  readonly width: number;
  /** The button for a picture of one's own, of so many pixels. */
  readonly own: (side: number) => ReactNode;
}

const largest = 32;
const between = 4;

export function Samples({ shown, width, own }: SamplesProps) {
  const { diagram: words } = useWords();
  const facts = datasetOf(shown.config);
  const { samples } = facts;
  const names = useClassNames(facts);
  const file = useSamplesFile(facts);
  const sample = useSample(facts);
  const { actions } = useChosenPicture();
  const said = useAnswers();
  const answers = said?.probabilities;
  const before = useBefore(said?.behind ?? false);
  // One more is the button.
  const count = samples.length + 1;
  const side = Math.min(largest, Math.floor(width / count) - between);
  const given = samples.map((_, i) => answers?.[i] && topOf(answers[i]));
  const rights = samples.filter(({ label }, i) => given[i] === label).length;
  const spare = width - count * (side + between);
  let score: ReactNode;
  if (spare > 100)
    score = <span className={classes.score}>{answers && words.samplesRight(rights, samples.length)}</span>;
  const textOf = (what: string, answer: number | undefined, label: number): string => {
    if (answer === undefined) return words.sampleOf(what);
    return answer === label ? words.sampleRight(what) : words.sampleWrong(what, names[answer] ?? '');
  };
  return (
    <div className={classes.row}>
      <section className={classes.samples} aria-label={words.samples} {...before} data-testid="samples">
        {samples.map(({ index, label }, i) => {
          const text = textOf(names[label] ?? '', given[i], label);
          return (
            <UnstyledButton
              key={index}
              className={classes.sample}
              aria-label={text}
              title={text}
              aria-pressed={i === sample}
              onClick={() => actions.choose({ kind: 'sample', number: i })}
            >
              <Tile facts={facts} file={file} number={i} side={side} />
              {given[i] !== undefined && <Verdict right={given[i] === label} />}
            </UnstyledButton>
          );
        })}
      </section>
      {own(side)}
      {score}
    </div>
  );
}
