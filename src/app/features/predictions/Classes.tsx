/** Which classes are told right, and which are taken for one another: the confusion matrix, and beside it the accuracy of each class, or the pictures that were opened. */
import { CloseButton, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { confusionOf, mostConfused } from '../../../training/confusion.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { ClassSelect } from '../../ui/ClassSelect.tsx';
import { HeatRamp } from '../../ui/HeatRamp.tsx';
import { useSize } from '../../ui/useSize.ts';
import { Answers } from './Answers.tsx';
import { usePredictions } from './context.ts';
import { heatOfShare, type Opened, openedKey, openedPictures } from './derive.ts';
import { focusCell, Matrix, useNames, widthOfName } from './Matrix.tsx';
import { matrixSize, withHead } from './matrixSize.ts';
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
    focusCell(opened);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The dock stays open.
    event.preventDefault();
    close();
  };
  const { label, said, besides } = opened;
  const name = (number: number | undefined) => names[number ?? -1] ?? '';
  const title = (): string => {
    const { listOf } = words;
    if (label === undefined)
      return besides ? listOf.saidOther(pictures.length) : listOf.said(name(said), pictures.length);
    if (besides) return listOf.otherCell(name(label), pictures.length);
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
      <Answers key={openedKey(opened)} label={title()} pictures={pictures} />
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

/** Which classes the matrix shows where it has no room for all of them. */
function Which({ shown, classes: count }: { readonly shown: number; readonly classes: number }) {
  const words = usePredictionWords();
  const { names } = usePredictions();
  const around = useLooking((state) => state.around);
  return (
    <div className={classes.which}>
      <span>{words.someClasses(shown, count)}</span>
      <ClassSelect
        className={classes.around}
        label={words.around}
        names={names}
        value={around}
        none={words.mostConfused}
        nothing={words.noClass}
        onChange={(next) => looking.setState({ around: next })}
      />
    </div>
  );
}

interface WithMatrixProps {
  /** CSS pixels that the matrix may take. */
  readonly width: number;
  readonly wide: boolean;
}

function WithMatrix({ width, wide }: WithMatrixProps) {
  const words = usePredictionWords();
  const { seen, shortNames } = usePredictions();
  const { frame, labels, classes: count } = seen;
  const around = useLooking((state) => state.around);
  const longest = useMemo(() => Math.max(...shortNames.map(widthOfName)), [shortNames]);
  const room = matrixSize(width, count, longest);
  const confusion = useMemo(() => {
    const judged = { predicted: frame.predicted, labels, classes: count };
    const chosen = around !== undefined && around < count ? around : undefined;
    const all = Array.from({ length: count }, (_, i) => i);
    return confusionOf(judged, room.classes < count ? mostConfused(judged, room.classes, chosen) : all);
  }, [frame, labels, count, room.classes, around]);
  const size = useMemo(() => {
    const { shown, others } = confusion;
    const widest = Math.max(...shown.map((label) => widthOfName(shortNames[label] ?? '')));
    return withHead(matrixSize(width, count, longest), width, shown.length + Math.sign(others), widest);
  }, [width, count, longest, confusion, shortNames]);
  const [pointed, setPointed] = useState<Opened>();
  const nameOf = useNames(confusion);
  const cells = useLooking((state) => state.cells);
  return (
    <section className={classes.matrix} aria-label={words.matrix}>
      {room.classes < count && <Which shown={confusion.shown.length} classes={count} />}
      <div className={classes.scroll}>
        <Matrix confusion={confusion} size={size} rowHeight={wide ? lowRow : highRow} onPoint={setPointed} />
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
  );
}

export function Classes() {
  const opened = useLooking((state) => state.opened);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const wide = size !== undefined && size.width >= wideFrom;
  const width = wide ? Math.round(0.52 * size.width) : (size?.width ?? 0);
  return (
    <div ref={box} className={classes.classes}>
      {size && (
        <>
          <WithMatrix width={width} wide={wide} />
          <div className={classes.pane}>{opened ? <List opened={opened} beside={wide} /> : <PerClass />}</div>
        </>
      )}
    </div>
  );
}
