/** The picture that goes into the network, over the place that the drawing keeps for it. A click or an arrow key changes it. */

import { UnstyledButton } from '@mantine/core';
import { datasetOf } from '../../../training/config.ts';
import { useClassNames } from '../../i18n/classNames.ts';
import { useWords } from '../../i18n/words.ts';
import { ofDataset } from '../../state/chosenPicture.ts';
import { useChosenPicture, useChosenPictureState } from '../../state/react.ts';
import { Pixels } from '../../ui/Pixels.tsx';
import type { Rect } from './layout.ts';
import classes from './Picture.module.css';
import { areThere, useCycle, useSample, useSamplesFile } from './samples.ts';
import type { Shown } from './shown.ts';
import { TestPicture, Tile } from './Tile.tsx';

interface PictureProps {
  readonly shown: Shown;
  readonly place: Rect;
}

/** Below so many pixels there is room for a word alone. */
const roomForSize = 100;

const turns: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Picture({ shown, place }: PictureProps) {
  const { diagram: words } = useWords();
  const facts = datasetOf(shown.config);
  const count = facts.samples.length;
  const file = useSamplesFile(facts);
  const chosen = useChosenPictureState((state) => state.picture);
  const picture = ofDataset(chosen, facts);
  const names = useClassNames(facts);
  const { actions } = useChosenPicture();
  const sample = useSample(facts);
  const there = areThere(facts, file);
  useCycle(there ? count : 0);
  const side = Math.floor(place.width);
  const style = { left: place.x, top: place.y, width: side, height: side };
  if (!there && picture.kind !== 'own')
    return <div className={classes.slot} data-hint="picture" style={style} />;
  const label = facts.samples[sample ?? -1]?.label;
  /** What is told of it, and what is written over it where that is less. */
  let told = names[label ?? -1] ?? '';
  let written = told;
  if (picture.kind === 'own') {
    told = words.ownTold(facts.imageSize);
    written = side < roomForSize ? words.ownShort : words.ownSeen(facts.imageSize);
  } else if (picture.kind === 'test' && label === undefined) {
    told = words.testPicture(picture.index);
    written = told;
  }
  const show = (number: number) => actions.choose({ kind: 'sample', number });
  return (
    <UnstyledButton
      className={classes.slot}
      style={style}
      data-hint="picture"
      data-testid="picture"
      data-in-file=""
      aria-label={label === undefined ? words.otherNext(told) : words.sampleNext(told)}
      onClick={() => show(((sample ?? -1) + 1) % count)}
      onKeyDown={(event) => {
        const turn = turns[event.key];
        if (turn === undefined) return;
        event.preventDefault();
        show(((sample ?? (turn > 0 ? -1 : 0)) + turn + count) % count);
      }}
    >
      {sample !== undefined && <Tile facts={facts} file={file} number={sample} side={side} />}
      {picture.kind === 'test' && sample === undefined && (
        <TestPicture dataset={shown.config.dataset} index={picture.index} side={side} />
      )}
      {picture.kind === 'own' && <Pixels pixels={picture.pixels} side={side} />}
      <span className={classes.name} aria-hidden>
        {written}
      </span>
    </UnstyledButton>
  );
}
