/**
 * Test pictures as a grid of buttons, each with what the network says of it: one that is pressed goes into the network. Arrow keys
 * move between them. Long lists show their first pictures and more on demand.
 */
import { Button } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { useWords } from '../../i18n/words.ts';
import { useChosenPicture } from '../../state/react.ts';
import { useChosenIndex, usePictures, usePicturesProblem } from '../../state/reactFrames.ts';
import { placeAfterKey } from '../../ui/gridKeys.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { useSize } from '../../ui/useSize.ts';
import { usePredictions } from './context.ts';
import { hasFlipped, type Told, toldOf } from './derive.ts';
import { PictureCanvas } from './PictureCanvas.tsx';
import classes from './Pictures.module.css';

/** So many pictures are shown at first, and so many more each time. */
const page = 60;
/** CSS pixels of a place at least, as long as no name is longer than so many beside its share. */
const narrow = 74;
const isShort = (name: string): boolean => textWidth(name, '400 11px') <= 40;
/** CSS pixels of a place at most, and the sides of a picture in one that is narrower than that, and as wide: whole multiples of the usual 32 keep all squares of a picture alike. */
const widest = 104;
const [small, large] = [64, 96];

/** The same list as long as it holds the same. */
function useSame<T>(items: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(items);
  if (items.length === kept.length && items.every((item, i) => item === kept[i])) return kept;
  setKept(items);
  return items;
}

interface PictureListProps {
  /** What the list is called. */
  readonly label: string;
  readonly pictures: readonly number[];
  /** CSS pixels below the picture. */
  readonly below: number;
  /** Whether those are outlined that turned right or wrong since the frame before. */
  readonly outlined?: boolean;
  /** Places in a row at most. */
  readonly most?: number;
  /** What stands below a picture. */
  readonly caption: (picture: number, told: Told) => ReactNode;
}

export function PictureList({ label, pictures, below, outlined = true, most, caption }: PictureListProps) {
  const words = usePredictionWords();
  const { diagram } = useWords();
  const { seen, dataset, facts, names, shortNames } = usePredictions();
  const least = useMemo(() => (shortNames.every(isShort) ? narrow : widest), [shortNames]);
  const { actions } = useChosenPicture();
  const chosen = useChosenIndex(facts);
  const [shownCount, setShownCount] = useState(page);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const size = useSize(box);
  const shown = useMemo(() => pictures.slice(0, shownCount), [pictures, shownCount]);
  const tiles = useSame(usePictures(dataset, shown));
  const problem = usePicturesProblem();
  const missing = problem !== undefined && tiles.includes(undefined);
  const room = size?.width ?? 0;
  const columns = Math.max(1, Math.min(Math.floor(room / least), most ?? room));
  const width = Math.min(widest, Math.floor(room / columns));
  const grows = most !== undefined && least < widest && large % facts.imageSize === 0;
  const tile = grows && width === widest ? large : small;
  const cell = { width, height: tile + below, tile };
  const stop = Math.min(at, shown.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = placeAfterKey(event, stop, { columns, count: shown.length, flows: true });
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    buttons.current[to]?.focus();
  };
  const textOf = (told: Told): string => {
    const label = names[told.label] ?? '';
    const ofLabel = diagram.percent(told.ofLabel);
    if (told.right) return words.rightPicture(label, ofLabel);
    const said = names[told.said] ?? '';
    return words.wrongPicture(
      label,
      told.ofSaid === undefined ? said : words.withShare(said, diagram.percent(told.ofSaid)),
      ofLabel,
    );
  };
  return (
    <>
      <div ref={box} className={classes.box}>
        {size && (
          <>
            <PictureCanvas pictures={tiles} size={facts.imageSize} columns={columns} cell={cell} />
            <ul
              className={classes.list}
              aria-label={label}
              style={
                {
                  gridTemplateColumns: `repeat(${columns}, ${width}px)`,
                  gridAutoRows: cell.height,
                  '--tile': `${tile}px`,
                } as CSSProperties
              }
            >
              {shown.map((picture, i) => {
                const told = toldOf(seen, picture);
                const flipped = hasFlipped(told);
                const before = told.rightBefore ? words.wasRight : words.wasWrong;
                const text = flipped ? `${textOf(told)}, ${before}` : textOf(told);
                return (
                  <li key={picture}>
                    <button
                      ref={(button) => {
                        buttons.current[i] = button;
                      }}
                      type="button"
                      className={classes.picture}
                      data-picture={picture}
                      data-flipped={(outlined && flipped) || undefined}
                      tabIndex={i === stop ? 0 : -1}
                      aria-label={text}
                      aria-pressed={picture === chosen}
                      title={text}
                      onClick={() => actions.choose({ kind: 'test', dataset, index: picture })}
                      onFocus={() => setAt(i)}
                      onKeyDown={onKeyDown}
                    >
                      <span className={classes.frame} aria-hidden>
                        <span className={classes.verdict} data-right={told.right}>
                          {told.right ? '✓' : '✗'}
                        </span>
                      </span>
                      {caption(picture, told)}
                    </button>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
      {missing && <p className={classes.failed}>{words.noPictures}</p>}
      {pictures.length > shownCount && (
        <Button variant="default" className={classes.more} onClick={() => setShownCount(shownCount + page)}>
          {words.more(Math.min(page, pictures.length - shownCount))}
        </Button>
      )}
    </>
  );
}
