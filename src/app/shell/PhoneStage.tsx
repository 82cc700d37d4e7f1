/**
 * The stage on a phone: the network in small stays in view above four screens, and the run's buttons lie at the thumb. Train
 * leads to the curves, from whichever screen it was pressed.
 */

import { SegmentedControl, Tabs, VisuallyHidden } from '@mantine/core';
import { IconChartLine, IconEye, IconListDetails, IconTopologyStar3 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useWords } from '../i18n/words.ts';
import { usePage, useStage, useStageState, useStores } from '../state/react.ts';
import { isActive } from '../state/run.ts';
import { type DockTab, dockTabs, type PhoneTab, phoneTabs } from '../state/stage.ts';
import { Header } from './Header.tsx';
import classes from './PhoneStage.module.css';
import { Side } from './Side.tsx';
import type { StageParts } from './stageParts.ts';
import { Tools } from './Tools.tsx';
import { useSeen } from './useSeen.ts';

const icons = {
  network: IconTopologyStar3,
  curves: IconChartLine,
  see: IconEye,
  runs: IconListDetails,
} as const satisfies Record<PhoneTab, unknown>;

/** What the dock holds on larger screens. */
function See({ dock, dockHead }: Pick<StageParts, 'dock' | 'dockHead'>) {
  const { stage: words } = useWords();
  const { actions } = useStage();
  const tab = useStageState((state) => state.dock) ?? 'predictions';
  const block = useStageState((state) => state.block);
  const title = tab === 'inside' && block !== undefined ? words.insideOf(block) : words.dock[tab];
  return (
    <div className={classes.see}>
      <SegmentedControl
        size="xs"
        className={classes.choice}
        aria-label={words.phone.see}
        value={tab}
        data={dockTabs.map((value) => ({ value, label: words.dock[value] }))}
        onChange={(next) => actions.openDock(next as DockTab)}
      />
      <VisuallyHidden component="h2">{title}</VisuallyHidden>
      {dockHead[tab]}
      <section data-dock={tab} aria-label={title}>
        {dock[tab]}
      </section>
    </div>
  );
}

/** A run that a person starts is looked at; one that the queue starts takes nobody from where they are. */
function useCurvesOfNewRun(): void {
  const { actions } = useStage();
  const { queue } = useStores();
  const id = usePage(({ run }) => (isActive(run) ? run.id : undefined));
  useEffect(() => {
    const entries = queue.store.getState().queue?.store.getState().entries;
    if (id !== undefined && !entries?.some(({ runId }) => runId === id)) actions.showPhone('curves');
  }, [id, actions, queue]);
}

export function PhoneStage(parts: StageParts) {
  const { stage: words } = useWords();
  const { actions } = useStage();
  const tab = useStageState((state) => state.phone);
  useCurvesOfNewRun();
  const seen = useSeen(tab);
  const screens = {
    network: (
      <>
        <div data-place="controls">{parts.bareControls}</div>
        <div className={classes.network} data-place="diagram">
          {parts.network}
        </div>
      </>
    ),
    curves: (
      <div className={classes.curves} data-place="run">
        {parts.chartStack}
      </div>
    ),
    see: <See dock={parts.dock} dockHead={parts.dockHead} />,
    runs: (
      <div className={classes.runs} data-place="runs">
        <Side parts={parts.side} />
      </div>
    ),
  } as const satisfies Record<PhoneTab, unknown>;
  return (
    <div className={classes.phone} data-layout="phone">
      <Header progress={parts.progress} />
      <main className={classes.all}>
        <div className={classes.hero}>{parts.miniHero}</div>
        <Tabs
          className={classes.tabs}
          value={tab}
          onChange={(next) => next && actions.showPhone(next as PhoneTab)}
        >
          <div className={classes.screens}>
            {phoneTabs.map((value) => (
              <Tabs.Panel key={value} value={value} className={classes.screen} data-screen={value}>
                {seen(value) && screens[value]}
              </Tabs.Panel>
            ))}
            <div className={classes.endCard} hidden={tab !== 'curves'}>
              {parts.endCard}
            </div>
          </div>
          <Tabs.List grow className={classes.list} aria-label={words.screens}>
            {phoneTabs.map((value) => {
              const Icon = icons[value];
              return (
                <Tabs.Tab key={value} value={value} className={classes.tab}>
                  <Icon size={18} aria-hidden />
                  <span>{words.phone[value]}</span>
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
        </Tabs>
        <div className={classes.thumb}>{parts.runButtons}</div>
      </main>
      <Tools credit={parts.credit} />
    </div>
  );
}
