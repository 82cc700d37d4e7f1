/** Where everything on the page stands. */
import { MantineProvider } from '@mantine/core';
import { Curves } from './charts/Curves.tsx';
import { Diagram } from './diagram/Diagram.tsx';
import { type Files, FilesContext } from './files/filesStore.ts';
import { Answers } from './flow/Answers.tsx';
import { type Flow, FlowContext } from './flow/flow.ts';
import { LazyDialog } from './flow/LazyDialog.tsx';
import { useWords } from './i18n/words.ts';
import { EstimatePanel } from './panels/EstimatePanel.tsx';
import { Header } from './panels/Header.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { ModelPanel } from './panels/ModelPanel.tsx';
import { Notices } from './panels/Notices.tsx';
import { ProgressPanel } from './panels/ProgressPanel.tsx';
import { SpeedPanel } from './panels/SpeedPanel.tsx';
import { StageTable } from './panels/StageTable.tsx';
import { TrainingPanel } from './panels/TrainingPanel.tsx';
import { RunsPanel } from './runs/RunsPanel.tsx';
import type { Page } from './store/page.ts';
import { PreferencesContext, type PreferencesStore } from './store/preferences.ts';
import { PageContext } from './store/react.ts';
import { type Runs, RunsContext } from './store/runsStore.ts';
import { SpeedsContext, type SpeedsStore } from './store/speeds.ts';
import { theme, variables } from './theme.ts';

const loadHelp = async () => (await import('./flow/HelpDialog.tsx')).HelpDialog;
const loadPalette = async () => (await import('./palette/PaletteDialog.tsx')).PaletteDialog;

function Rooms() {
  const words = useWords();
  return (
    <>
      <Header />
      <Notices />
      <main className="rooms">
        <div className="room-settings">
          <div className="room-model">
            <ModelPanel />
            <EstimatePanel />
          </div>
          <div className="room-training">
            <TrainingPanel />
          </div>
        </div>
        <div className="room-diagram">
          <Diagram />
        </div>
        <div className="room-run">
          <ProgressPanel />
          <Curves />
          <LogPanel />
          <StageTable />
        </div>
        <div className="room-runs">
          <RunsPanel />
        </div>
        <div className="room-speed">
          <SpeedPanel />
        </div>
      </main>
      <footer className="note footer">{words.page.credit}</footer>
      <Answers />
      <LazyDialog name="help" load={loadHelp} />
      <LazyDialog name="palette" load={loadPalette} />
    </>
  );
}

interface AppProps {
  readonly page: Page;
  readonly preferences: PreferencesStore;
  readonly speeds: SpeedsStore;
  readonly runs: Runs;
  readonly flow: Flow;
  readonly files: Files;
}

export function App({ page, preferences, speeds, runs, flow, files }: AppProps) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <PreferencesContext.Provider value={preferences}>
        <SpeedsContext.Provider value={speeds}>
          <RunsContext.Provider value={runs}>
            <FlowContext.Provider value={flow}>
              <FilesContext.Provider value={files}>
                <PageContext.Provider value={page}>
                  <Rooms />
                </PageContext.Provider>
              </FilesContext.Provider>
            </FlowContext.Provider>
          </RunsContext.Provider>
        </SpeedsContext.Provider>
      </PreferencesContext.Provider>
    </MantineProvider>
  );
}
