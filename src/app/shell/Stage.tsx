/**
 * The stage: where everything on the page stands. From a small laptop's window up all that changes in training is in view and
 * nothing scrolls; what is opened lies over the stage and pushes nothing. It knows the features only as boxes to place:
 * `App.tsx` hands them over. Read on in `PhoneStage.tsx` for small screens, in `Dock.tsx` for what slides over the charts.
 */

import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/words.ts';
import { useStage, useStageState } from '../state/react.ts';
import { Dock } from './Dock.tsx';
import { Header } from './Header.tsx';
import { PhoneStage } from './PhoneStage.tsx';
import { Side } from './Side.tsx';
import classes from './Stage.module.css';
import type { StageParts } from './stageParts.ts';
import { Tools } from './Tools.tsx';
import { useLayout } from './useLayout.ts';

/** Runs and experiments where they have no column of their own: a sheet over the stage. */
function SideSheet({ side }: Pick<StageParts, 'side'>) {
  const words = useWords();
  const { actions } = useStage();
  const open = useStageState((state) => state.sheet);
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) sheet.current?.focus();
  }, [open]);
  if (!open) return null;
  return (
    <aside
      ref={sheet}
      className={classes.sheet}
      data-place="runs"
      tabIndex={-1}
      aria-label={words.stage.side.runs}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) actions.closeSheet();
      }}
    >
      <CloseButton
        className={classes.close}
        size={28}
        aria-label={words.stage.closeSide}
        onClick={actions.closeSheet}
      />
      <Side parts={side} />
    </aside>
  );
}

export function Stage(parts: StageParts) {
  const layout = useLayout();
  if (layout === 'phone') return <PhoneStage {...parts} />;
  return (
    <div className={classes.stage} data-layout={layout}>
      <Header progress={parts.progress} />
      <main className={classes.main}>
        <div className={classes.controls} data-place="controls">
          {parts.controls}
        </div>
        <div className={classes.hero} data-place="diagram">
          {parts.hero}
        </div>
        <Dock
          className={classes.lower}
          parts={parts.dock}
          heads={parts.dockHead}
          credit={parts.credit}
          withSide={layout === 'medium'}
        >
          {layout === 'wide' ? parts.charts : parts.chartStack}
        </Dock>
        {layout === 'wide' ? (
          <aside className={classes.side} data-place="runs">
            <Side parts={parts.side} />
          </aside>
        ) : (
          <SideSheet side={parts.side} />
        )}
      </main>
      <Tools />
    </div>
  );
}
