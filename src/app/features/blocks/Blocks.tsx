/**
 * What every block of a network adds, from the frame of one epoch: as a table, over epochs, for one picture, and which blocks are alike.
 * Read on in `state/blockMeasures.ts` for what is told of a block.
 */
import { SegmentedControl } from '@mantine/core';
import { type ComponentType, type ReactElement, useMemo, useState } from 'react';
import { useBlockWords } from '../../i18n/blocks.ts';
import type { StageLines } from '../../state/blockMeasures.ts';
import { Alike } from './alike/Alike.tsx';
import classes from './Blocks.module.css';
import { BlocksContext } from './context.ts';
import { Epochs } from './epochs/Epochs.tsx';
import { Picture } from './picture/Picture.tsx';
import { Table } from './table/Table.tsx';
import { useShownBlocks } from './useShownBlocks.ts';
import { looking, useLooking, type View, views } from './view.ts';

/** What will be here, where there is nothing yet. @param run The name of a run that has no frames; undefined where one is still to come. */
function Nothing({ run }: { readonly run: string | undefined }) {
  const words = useBlockWords();
  return (
    <div data-testid="no-blocks">
      <p className={classes.note}>{run === undefined ? words.waiting : words.noFrame(run)}</p>
      <ul className={classes.promises}>
        {views.map((view) => (
          <li key={view}>{words.promises[view]}</li>
        ))}
      </ul>
    </div>
  );
}

/** Those that draw a frame; which blocks are alike is asked of the network. */
const ofFrames: Readonly<Record<Exclude<View, 'alike'>, ReactElement>> = {
  table: <Table />,
  epochs: <Epochs />,
  picture: <Picture />,
};

interface BlocksProps {
  /** Draws lines over epochs: the charts do. */
  readonly lines: ComponentType<StageLines>;
}

export function Blocks({ lines }: BlocksProps) {
  const words = useBlockWords();
  const view = useLooking((state) => state.view);
  const [head, setHead] = useState<HTMLElement | null>(null);
  const { loaded, waiting, run, runId, config, spec, names, frame, testAccuracy, stages } = useShownBlocks();
  const shown = useMemo(
    () =>
      frame &&
      runId !== undefined && { runId, config, spec, names, frame, testAccuracy, stages, lines, head },
    [runId, config, spec, names, frame, testAccuracy, stages, lines, head],
  );
  const ofFrame = (of: keyof typeof ofFrames) => {
    if (shown) return <BlocksContext.Provider value={shown}>{ofFrames[of]}</BlocksContext.Provider>;
    return loaded && <Nothing run={waiting ? undefined : run} />;
  };
  return (
    <div className={classes.blocks} data-epoch={frame?.epoch}>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label={words.views}
          value={view}
          data={views.map((value) => ({ value, label: words.view[value] }))}
          onChange={(next) => looking.setState({ view: next })}
        />
        {view !== 'alike' && frame && <span>{words.epoch(frame.epoch)}</span>}
        <div ref={setHead} className={classes.rest} />
      </div>
      {view === 'alike' ? (
        <div className={classes.scroll}>
          <Alike />
        </div>
      ) : (
        ofFrame(view)
      )}
    </div>
  );
}
