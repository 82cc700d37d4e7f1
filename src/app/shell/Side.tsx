/** What stands beside the charts: the runs that are kept, and experiments to try. */

import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { useStage, useStageState } from '../state/react.ts';
import { type SideTab, sideTabs } from '../state/stage.ts';
import classes from './Side.module.css';
import { useSeen } from './useSeen.ts';

export function Side({ parts }: { readonly parts: Readonly<Record<SideTab, ReactNode>> }) {
  const { stage: words } = useWords();
  const { actions } = useStage();
  const open = useStageState((state) => state.side);
  const seen = useSeen(open);
  return (
    <Tabs
      className={classes.side}
      value={open}
      onChange={(side) => side && actions.showSide(side as SideTab)}
    >
      <Tabs.List className={classes.tabs} aria-label={words.sideLabel}>
        {sideTabs.map((side) => (
          <Tabs.Tab key={side} value={side} className={classes.tab}>
            {words.side[side]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sideTabs.map((side) => (
        <Tabs.Panel key={side} value={side} className={classes.panel} tabIndex={-1}>
          {seen(side) && parts[side]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
