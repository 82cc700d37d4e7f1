/** What every block of a network adds: as a table, over epochs, for one picture, and which blocks are alike. */
import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useBlockWords } from '../../i18n/blocks.ts';
import { Alike } from './alike/Alike.tsx';
import classes from './Blocks.module.css';
import { looking, useLooking, type View, views } from './view.ts';

/** What will be here, where there is nothing yet. */
function Nothing() {
  const words = useBlockWords();
  return (
    <div data-testid="no-blocks">
      <p className={classes.note}>{words.waiting}</p>
      <ul className={classes.promises}>
        {views.map((view) => (
          <li key={view}>{words.promises[view]}</li>
        ))}
      </ul>
    </div>
  );
}

const parts: Readonly<Record<View, ReactElement>> = {
  table: <Nothing />,
  epochs: <Nothing />,
  picture: <Nothing />,
  alike: <Alike />,
};

export function Blocks() {
  const words = useBlockWords();
  const view = useLooking((state) => state.view);
  return (
    <div className={classes.blocks}>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label={words.views}
          value={view}
          data={views.map((value) => ({ value, label: words.view[value] }))}
          onChange={(next) => looking.setState({ view: next })}
        />
      </div>
      {parts[view]}
    </div>
  );
}
