/**
 * The dock: a bar below the charts, and what it opens, which slides up over the charts. Nothing is pushed by it. While it is
 * open the charts behind it can be neither seen nor reached; Escape closes it and gives the focus back.
 */

import { CloseButton, UnstyledButton } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../i18n/words.ts';
import { useStage, useStageState } from '../state/react.ts';
import { type DockTab, dockTabs, sideTabs } from '../state/stage.ts';
import classes from './Dock.module.css';

interface DockProps {
  readonly className?: string;
  readonly parts: Readonly<Record<DockTab, ReactNode>>;
  /** What stands beside the names of some. */
  readonly heads: Readonly<Partial<Record<DockTab, ReactNode>>>;
  readonly credit: ReactNode;
  /** Whether the bar also leads to runs and experiments, which have no column then. */
  readonly withSide: boolean;
  /** What it slides over. */
  readonly children: ReactNode;
}

/**
 * Gives the focus back to what opened the tab, when the tab is closed with the focus in it.
 * @param what Another one is opened from elsewhere.
 */
function useFocusBack(open: boolean, what: string): void {
  const before = useRef<Element>(null);
  useEffect(() => {
    if (open) before.current = document.activeElement;
    else if (document.activeElement === document.body) (before.current as HTMLElement | null)?.focus?.();
  }, [open, what]);
}

/** Escape closes the dock, unless it is meant for something that lies over the page. */
function useEscape(open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      const elsewhere = target instanceof Element && target.closest('[role="dialog"], [role="menu"]');
      if (event.key === 'Escape' && !event.defaultPrevented && !elsewhere) close();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [open, close]);
}

export function Dock({ className, parts, heads, credit, withSide, children }: DockProps) {
  const { stage: words } = useWords();
  const { actions } = useStage();
  const open = useStageState((state) => state.dock);
  const sheet = useStageState((state) => state.sheet);
  const side = useStageState((state) => state.side);
  const block = useStageState((state) => state.block);
  const id = useId();
  useFocusBack(open !== undefined, `${open} ${block}`);
  useEscape(open !== undefined, actions.closeDock);
  const titles: Partial<Record<DockTab, string>> = words.dockTitle;
  const titleOf = (tab: DockTab) =>
    tab === 'inside' && block !== undefined ? words.insideOf(block) : (titles[tab] ?? words.dock[tab]);
  return (
    <div className={`${classes.lower} ${className ?? ''}`}>
      <div className={classes.behind} data-place="run" inert={open !== undefined}>
        {children}
      </div>
      {open && (
        <section id={id} key={open} className={classes.panel} aria-label={titleOf(open)} data-dock={open}>
          <div className={classes.head}>
            <h2 className={classes.title}>{titleOf(open)}</h2>
            <div className={classes.aside}>{heads[open]}</div>
            <CloseButton size={28} aria-label={words.closeDock} onClick={actions.closeDock} />
          </div>
          <div className={classes.body}>{parts[open]}</div>
        </section>
      )}
      <div className={classes.bar}>
        {dockTabs.map((tab) => (
          <UnstyledButton
            key={tab}
            className={classes.tab}
            aria-expanded={open === tab}
            aria-controls={open === tab ? id : undefined}
            onClick={() => (open === tab ? actions.closeDock() : actions.openDock(tab))}
          >
            <IconChevronUp size={14} aria-hidden />
            <span>{words.dock[tab]}</span>
          </UnstyledButton>
        ))}
        {withSide &&
          sideTabs.map((tab) => (
            <UnstyledButton
              key={tab}
              className={classes.tab}
              aria-expanded={sheet && side === tab}
              onClick={() => (sheet && side === tab ? actions.closeSheet() : actions.showSide(tab))}
            >
              {words.side[tab]}
            </UnstyledButton>
          ))}
        <div className={classes.credit}>{credit}</div>
      </div>
    </div>
  );
}
