/**
 * Where everything on the page stands: the shell around the features. Features know nothing of one another; what one of
 * them shows inside another is handed over here.
 */

import { Anchor, MantineProvider } from '@mantine/core';
import type { RunRecord } from '../storage/runRecord.ts';
import { datasetOf } from '../training/config.ts';
import classes from './App.module.css';
import { Curves } from './features/charts/Curves.tsx';
import { useShortcuts } from './features/commands/useShortcuts.ts';
import { EstimatePanel } from './features/configure/EstimatePanel.tsx';
import { ModelPanel } from './features/configure/ModelPanel.tsx';
import { StageTable } from './features/configure/StageTable.tsx';
import { TrainingPanel } from './features/configure/TrainingPanel.tsx';
import { Diagram } from './features/diagram/Diagram.tsx';
import { RunsPanel } from './features/runs/RunsPanel.tsx';
import { SpeedPanel } from './features/speed/SpeedPanel.tsx';
import { LogPanel } from './features/train/LogPanel.tsx';
import { ProgressPanel } from './features/train/ProgressPanel.tsx';
import { RunFiles } from './features/weights/RunFiles.tsx';
import { useWords } from './i18n/words.ts';
import { Header } from './shell/Header.tsx';
import { Notices } from './shell/Notices.tsx';
import { Toast } from './shell/Toast.tsx';
import { type Stores, StoresContext, usePage } from './state/react.ts';
import { theme, variables } from './theme.ts';
import { LazyDialog } from './ui/LazyDialog.tsx';
import quiet from './ui/quiet.module.css';

const loadHelp = async () => (await import('./features/commands/HelpDialog.tsx')).HelpDialog;
const loadPalette = async () => (await import('./features/commands/PaletteDialog.tsx')).PaletteDialog;

/** The list of runs says which run; what its weights are good for is the business of `features/weights`. */
const weightsOf = ({ id, name }: RunRecord) => <RunFiles runId={id} name={name} />;

function Rooms() {
  const words = useWords();
  const { title, authors } = usePage((state) => datasetOf(state.config));
  useShortcuts();
  return (
    <>
      <Header />
      <Notices />
      <main className={classes.grid}>
        <div className={classes.settings}>
          <div className={classes.model} data-place="model">
            <ModelPanel />
            <EstimatePanel />
          </div>
          <div className={classes.training} data-place="training">
            <TrainingPanel />
          </div>
        </div>
        <div className={classes.diagram} data-place="diagram">
          <Diagram />
        </div>
        <div className={classes.run} data-place="run">
          <ProgressPanel />
          <Curves />
          <LogPanel />
          <StageTable />
        </div>
        <div className={classes.runs} data-place="runs">
          <RunsPanel weightsOf={weightsOf} />
        </div>
        <div className={classes.speed} data-place="speed">
          <SpeedPanel />
        </div>
      </main>
      <footer className={`${quiet.note} ${classes.footer}`}>
        {words.page.credit(title, authors)} {/* A run may be under way: this page stays. */}
        <Anchor inherit href="./licences.txt" target="_blank" rel="noreferrer" underline="always">
          {words.page.licences}
        </Anchor>
      </footer>
      <Toast />
      <LazyDialog name="help" load={loadHelp} />
      <LazyDialog name="palette" load={loadPalette} />
    </>
  );
}

export function App({ stores }: { readonly stores: Stores }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <StoresContext.Provider value={stores}>
        <Rooms />
      </StoresContext.Provider>
    </MantineProvider>
  );
}
