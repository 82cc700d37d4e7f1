/** Which classes are told right, and which are taken for one another: the confusion matrix, and beside it the accuracy of each class, or the pictures that were opened. */
import { CloseButton, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { confusionMatrix } from '../../../training/frames.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { HeatRamp } from '../../ui/HeatRamp.tsx';
import { useSize } from '../../ui/useSize.ts';
import { Answers } from './Answers.tsx';
import { usePredictions } from './context.ts';
import { heatOfShare, type Opened, openedPictures } from './derive.ts';
import { focusCell, Matrix, useNames } from './Matrix.tsx';
import { PerClass } from './PerClass.tsx';
import classes from './Predictions.module.css';
import { cellTexts, looking, useLooking } from './view.ts';

/** CSS pixels from which on both stand beside one another; `Predictions.module.css` has the same. */
const wideFrom = 620;
/** CSS pixels of a row of the matrix: all of it is in view in a low dock, and a finger meets one cell on a phone. */
const [lowRow, highRow] = [20, 26];

interface ListProps {
  readonly opened: Opened;
  /** Whether they stand beside the matrix, and not below it. */
  readonly beside: boolean;
}

/** The pictures of what was opened. The focus goes to them, and to what they are of when they are closed. */
function List({ opened, beside }: ListProps) {
  const words = usePredictionWords();
  const { seen, names } = usePredictions();
  const pictures = useMemo(() => openedPictures(seen, opened), [seen, opened]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (looking.getState().visited === opened) return;
    looking.setState({ visited: opened });
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: beside ? 'nearest' : 'center' });
  }, [opened, beside]);
  const close = () => {
    looking.setState({ opened: undefined });
    focusCell(opened, seen.classes);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The dock stays open.
    event.preventDefault();
    close();
  };
  const { label, said } = opened;
  const name = (number: number | undefined) => names[number ?? -1] ?? '';
  const title = (): string => {
    const { listOf } = words;
    if (label === undefined) return listOf.said(name(said), pictures.length);
    if (said === undefined) return listOf.label(name(label), pictures.length);
    return label === said
      ? listOf.right(name(label), pictures.length)
      : listOf.cell(name(label), name(said), pictures.length);
  };
  return (
    <section data-testid="opened" aria-label={title()} onKeyDown={onKeyDown}>
      <div className={classes.listHead}>
        <h3 ref={heading} tabIndex={-1} className={classes.heading}>
          {title()}
        </h3>
        <CloseButton size={22} aria-label={words.closeList} onClick={close} />
      </div>
      <Answers key={`${label} ${said}`} label={title()} pictures={pictures} />
      <p className={classes.note}>
        {words.listNote} {words.putIn}
      </p>
    </section>
  );
}

function Ramp() {
  const words = usePredictionWords();
  return (
    <span className={classes.ramp}>
      <span>{words.none}</span>
      <HeatRamp label={words.ramp} width={96} parts={24} heatOf={heatOfShare} />
      <span>{words.all}</span>
    </span>
  );
}

export function Classes() {
  const words = usePredictionWords();
  const { seen } = usePredictions();
  const { frame, labels, classes: count } = seen;
  const counts = useMemo(() => confusionMatrix(frame.predicted, labels, count), [frame, labels, count]);
  const [pointed, setPointed] = useState<Opened>();
  const nameOf = useNames(counts);
  const opened = useLooking((state) => state.opened);
  const cells = useLooking((state) => state.cells);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const wide = size !== undefined && size.width >= wideFrom;
  const width = wide ? Math.round(0.52 * size.width) : (size?.width ?? 0);
  return (
    <div ref={box} className={classes.classes}>
      {size && (
        <>
          <section className={classes.matrix} aria-label={words.matrix}>
            <div className={classes.scroll}>
              <Matrix
                counts={counts}
                width={width}
                rowHeight={wide ? lowRow : highRow}
                onPoint={setPointed}
              />
            </div>
            <p className={classes.readout} aria-hidden>
              {pointed ? nameOf(pointed) : words.matrixHelp}
            </p>
            <div className={classes.legend}>
              <Ramp />
              <SegmentedControl
                size="xs"
                aria-label={words.cellsShow}
                value={cells}
                data={cellTexts.map((value) => ({ value, label: words.cells[value] }))}
                onChange={(next) => looking.setState({ cells: next })}
              />
            </div>
          </section>
          <div className={classes.pane}>{opened ? <List opened={opened} beside={wide} /> : <PerClass />}</div>
        </>
      )}
    </div>
  );
}
