/**
 * Where the features meet: each part of the stage is handed over here. Features know nothing of one another; what one of them
 * shows inside another is passed along too.
 */

import { Anchor, MantineProvider } from '@mantine/core';
import type { RunRecord } from '../storage/runRecord.ts';
import { datasetOf } from '../training/config.ts';
import type { ShippedNetwork } from '../training/shippedNetwork.ts';
import { ChartPair, ChartStack } from './features/charts/ChartPair.tsx';
import { useShortcuts } from './features/commands/useShortcuts.ts';
import { Controls } from './features/configure/Controls.tsx';
import { SettingsDrawer } from './features/configure/SettingsDrawer.tsx';
import { Hero } from './features/diagram/Hero.tsx';
import { MiniHero } from './features/diagram/MiniHero.tsx';
import { YourPicture } from './features/pictures/YourPicture.tsx';
import { Queued } from './features/queue/Queued.tsx';
import { RunsList } from './features/runs/RunsList.tsx';
import { Shapes } from './features/shapes/Shapes.tsx';
import { Whose } from './features/shipped/Whose.tsx';
import { Bars } from './features/train/Bars.tsx';
import { EndCard } from './features/train/EndCard.tsx';
import { LiveRegion } from './features/train/LiveRegion.tsx';
import { RunButtons } from './features/train/RunButtons.tsx';
import { LoadNote, TrainTime } from './features/train/TrainTime.tsx';
import { ResumeButton, useResumable } from './features/weights/ResumeButton.tsx';
import { RunFiles } from './features/weights/RunFiles.tsx';
import { useWords } from './i18n/words.ts';
import { Notices } from './shell/Notices.tsx';
import { Stage } from './shell/Stage.tsx';
import type { StageParts } from './shell/stageParts.ts';
import { Toast } from './shell/Toast.tsx';
import { type Stores, StoresContext, usePage, useRunActive } from './state/react.ts';
import { theme } from './theme.ts';
import { type DialogProps, LazyDialog } from './ui/LazyDialog.tsx';
import { lazyPart } from './ui/lazyPart.tsx';

const loadHelp = async () => (await import('./features/help/HelpDialog.tsx')).HelpDialog;
const loadPalette = async () => (await import('./features/commands/PaletteDialog.tsx')).PaletteDialog;

const loadRoom = async () => (await import('./features/weights/RoomDialog.tsx')).RoomDialog;
const loadPicture = async () => (await import('./features/pictures/PictureDialog.tsx')).PictureDialog;
const loadData = async () => (await import('./features/data/DataDialog.tsx')).DataDialog;
const loadRate = async () => (await import('./features/rate/RateDialog.tsx')).RateDialog;
const loadTwin = async () => (await import('./features/twin/TwinDialog.tsx')).TwinDialog;
const loadExperiment = async () =>
  (await import('./features/try/several/ExperimentDialog.tsx')).ExperimentDialog;
const Following = lazyPart(async () => (await import('./features/twin/Following.tsx')).Following);
const loadQueue = async () => (await import('./features/queue/QueueDialog.tsx')).QueueDialog;
const loadGroups = async () => {
  const groups = import('./features/groups/GroupsDialog.tsx');
  const { OutMenu } = await import('./features/runs/out/OutMenu.tsx');
  const { GroupsDialog } = await groups;
  return (props: DialogProps) => <GroupsDialog {...props} save={OutMenu} />;
};
const FollowingExperiments = lazyPart(
  async () => (await import('./features/try/several/FollowingExperiments.tsx')).FollowingExperiments,
);
const loadShare = async () => (await import('./features/classroom/ShareDialog.tsx')).ShareDialog;
const loadCompare = async () => (await import('./features/runs/CompareDialog.tsx')).CompareDialog;

// What is not on the first screen is not among the first scripts.
const AssignmentCard = lazyPart(
  async () => (await import('./features/classroom/AssignmentCard.tsx')).AssignmentCard,
);
const Refusal = lazyPart(async () => (await import('./features/classroom/Refusal.tsx')).Refusal);
/** Inside another page, of which only some parts are wanted. */
const embedded = /[?&]embed=1(&|$)/.test(location.search);
const Embed = lazyPart(async () => (await import('./shell/Embed.tsx')).Embed);
const DockNote = lazyPart(async () => (await import('./features/shipped/DockNote.tsx')).DockNote);
const InsideBlock = lazyPart(async () => (await import('./features/diagram/InsideBlock.tsx')).InsideBlock);
const Predictions = lazyPart(
  async () => (await import('./features/predictions/Predictions.tsx')).Predictions,
);
const Blocks = lazyPart(async () => (await import('./features/blocks/Blocks.tsx')).Blocks);
const Projection = lazyPart(async () => (await import('./features/projection/Projection.tsx')).Projection);
const Landscape = lazyPart(async () => (await import('./features/landscape/Landscape.tsx')).Landscape);
const Time = lazyPart(async () => (await import('./features/time/Time.tsx')).Time);
const MeasureChart = lazyPart(async () => (await import('./features/charts/MeasureChart.tsx')).MeasureChart);
const NetworkView = lazyPart(async () => (await import('./features/diagram/NetworkView.tsx')).NetworkView);
const SpeedPanel = lazyPart(async () => (await import('./features/speed/SpeedPanel.tsx')).SpeedPanel);
const LogPanel = lazyPart(async () => (await import('./features/train/LogPanel.tsx')).LogPanel);
const Hints = lazyPart(async () => (await import('./shell/Hints.tsx')).Hints);
const Try = lazyPart(async () => (await import('./features/try/Try.tsx')).Try);

/** The list of runs says which run; what its weights are good for is the business of `features/weights`. */
const weightsOf = ({ id, name }: RunRecord) => <RunFiles runId={id} name={name} />;

const yourPicture = (side: number) => <YourPicture side={side} />;

const whose = (network: ShippedNetwork | undefined) => <Whose network={network} />;

function TrainButtons() {
  const resumable = useResumable();
  const resume = resumable && <ResumeButton checkpoint={resumable} />;
  return <RunButtons resume={resume} time={<TrainTime />} />;
}

/** In the dock's head, for views of frames. */
const frames = (
  <DockNote>
    <Time />
  </DockNote>
);

/** What stands below the controls. */
const below = (
  <EndCard>
    <LoadNote />
  </EndCard>
);

function Credit() {
  const words = useWords();
  const { title, authors } = usePage((state) => datasetOf(state.config));
  return (
    <>
      {/* A run may be under way: this page stays. The names after it may be cut where there is little room. */}
      <Anchor inherit href="./licences.txt" target="_blank" rel="noreferrer" underline="always">
        {words.page.licences}
      </Anchor>{' '}
      <span title={words.page.credit(title, authors)}>{words.page.credit(title, authors)}</span>
    </>
  );
}

function Rooms() {
  useShortcuts();
  const refused = usePage((state) => state.refused !== undefined);
  const task = usePage((state) => state.assignment !== undefined) && <AssignmentCard />;
  const parts: StageParts = {
    controls: <Controls above={task} run={<TrainButtons />} below={below} />,
    bareControls: <Controls above={task} below={<LoadNote />} />,
    runButtons: <TrainButtons />,
    hero: <Hero own={yourPicture} whose={whose} />,
    miniHero: <MiniHero own={yourPicture} />,
    network: <NetworkView />,
    charts: <ChartPair />,
    chartStack: <ChartStack />,
    dock: {
      predictions: <Predictions />,
      blocks: <Blocks lines={MeasureChart} />,
      projection: <Projection />,
      landscape: <Landscape />,
      inside: <InsideBlock />,
      shapes: <Shapes />,
      log: <LogPanel />,
      speed: <SpeedPanel />,
    },
    dockHead: { predictions: frames, blocks: frames, projection: frames, landscape: frames },
    side: { runs: <RunsList weightsOf={weightsOf} above={<Queued />} />, try: <Try /> },
    endCard: <EndCard />,
    progress: <Bars />,
    credit: <Credit />,
  };
  return (
    <>
      {embedded ? <Embed {...parts} /> : <Stage {...parts} />}
      <LiveRegion />
      {!embedded && <Hints />}
      <Notices>{refused && <Refusal />}</Notices>
      <Toast />
      <SettingsDrawer />
      <LazyDialog name="help" load={loadHelp} />
      <LazyDialog name="palette" load={loadPalette} />
      <LazyDialog name="compare" load={loadCompare} />
      <LazyDialog name="groups" load={loadGroups} />
      <LazyDialog name="room" load={loadRoom} />
      <LazyDialog name="picture" load={loadPicture} />
      <LazyDialog name="data" load={loadData} />
      <LazyDialog name="rate" load={loadRate} />
      <LazyDialog name="share" load={loadShare} />
      <LazyDialog name="twin" load={loadTwin} />
      <LazyDialog name="queue" load={loadQueue} />
      <LazyDialog name="experiment" load={loadExperiment} />
      {useRunActive() && (
        <>
          <Following />
          <FollowingExperiments />
        </>
      )}
    </>
  );
}

export function App({ stores }: { readonly stores: Stores }) {
  return (
    // The policy of the built page lets no script write a style sheet: `scripts/themeStyles.ts` makes that of the theme.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <StoresContext.Provider value={stores}>
        <Rooms />
      </StoresContext.Provider>
    </MantineProvider>
  );
}
