/** The picture that goes into the network, over the place that the drawing keeps for it. A click or an arrow key changes it. */

import { UnstyledButton } from '@mantine/core';
import { datasetOf } from '../../../training/config.ts';
import { useWords } from '../../i18n/words.ts';
import { chooseSample } from './diagramSettings.ts';
import type { Rect } from './layout.ts';
import classes from './Picture.module.css';
import { useCycle, useSample, useSamplesFile } from './samples.ts';
import type { Shown } from './shown.ts';
import { Tile } from './Tile.tsx';

interface PictureProps {
  readonly shown: Shown;
  readonly place: Rect;
}

const turns: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Picture({ shown, place }: PictureProps) {
  const { diagram: words } = useWords();
  const facts = datasetOf(shown.config);
  const count = facts.samples.length;
  const file = useSamplesFile(facts);
  const sample = useSample(count);
  useCycle(file === undefined ? 0 : count);
  const side = Math.floor(place.width);
  const style = { left: place.x, top: place.y, width: side, height: side };
  if (file === undefined) return <div className={classes.slot} data-hint="picture" style={style} />;
  const name = words.className(facts.classes[facts.samples[sample]?.label ?? -1] ?? '');
  return (
    <UnstyledButton
      className={classes.slot}
      style={style}
      data-hint="picture"
      data-testid="picture"
      aria-label={words.sampleNext(name)}
      onClick={() => chooseSample((sample + 1) % count)}
      onKeyDown={(event) => {
        const turn = turns[event.key];
        if (turn === undefined) return;
        event.preventDefault();
        chooseSample((sample + turn + count) % count);
      }}
    >
      <Tile file={file} index={sample} count={count} side={side} />
      <span className={classes.name} aria-hidden>
        {name}
      </span>
    </UnstyledButton>
  );
}
