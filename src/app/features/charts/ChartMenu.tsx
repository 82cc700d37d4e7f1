/** What a chart can do besides showing: how all charts are drawn, how this one is, and what can be had of it. */
import { ActionIcon, Button, NativeSelect, Popover, SegmentedControl, Switch } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDots, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type Ref, useId, useState } from 'react';
import { useGroupWords } from '../../i18n/groups.ts';
import { useWords } from '../../i18n/words.ts';
import type { ShownRun } from '../../state/shown.ts';
import { apart, groupings } from '../../state/shownGroups.ts';
import { ChartButton } from './ChartButton.tsx';
import classes from './ChartMenu.module.css';
import { windows } from './chartSettings.ts';
import { useChartActions, useCharts, useGrouping, useView } from './context.ts';
import { xAxes } from './data/samples.ts';
import { wholeX } from './data/scene.ts';
import { type Move, moved } from './data/zoom.ts';
import type { Format } from './exportChart.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import { WholeLegend } from './Legend.tsx';
import type { MarksProps } from './Marks.tsx';

function Smoothing() {
  const { curves } = useWords();
  const { smoothing } = useView();
  const { smooth } = useChartActions();
  const id = useId();
  return (
    <div className={classes.line}>
      <label htmlFor={id}>{curves.smoothing}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={windows.length - 1}
        step={1}
        value={windows.indexOf(smoothing)}
        aria-valuetext={curves.smoothedOver(smoothing)}
        onChange={(event) => smooth(windows[Number(event.currentTarget.value)] ?? 0)}
      />
      <output htmlFor={id}>{curves.smoothedOver(smoothing)}</output>
    </div>
  );
}

const icons = { in: IconZoomIn, out: IconZoomOut, left: IconChevronLeft, right: IconChevronRight } as const;

function Zoom() {
  const { curves } = useWords();
  const { feed } = useCharts();
  const { axis, logX, zoom } = useView();
  const actions = useChartActions();
  const names: Record<Move, string> = {
    in: curves.zoomIn,
    out: curves.zoomOut,
    left: curves.panLeft,
    right: curves.panRight,
  };
  const press = (move: Move) => {
    const whole = wholeX(feed.read(), { axis, logX }, feed.plannedEpochs());
    actions.zoom(moved({ ...whole, log: logX }, zoom, move));
  };
  return (
    <>
      <div className={classes.line}>
        {(['in', 'out', 'left', 'right'] as const).map((move) => {
          const Icon = icons[move];
          return (
            <ActionIcon
              key={move}
              variant="default"
              size={28}
              aria-label={names[move]}
              title={names[move]}
              // Stays reachable: a control that vanishes under the finger takes the focus along.
              aria-disabled={move !== 'in' && !zoom}
              data-disabled={(move !== 'in' && !zoom) || undefined}
              onClick={() => (move === 'in' || zoom) && press(move)}
            >
              <Icon size={16} aria-hidden />
            </ActionIcon>
          );
        })}
        <Button
          variant="default"
          aria-disabled={!zoom}
          data-disabled={!zoom || undefined}
          onClick={() => actions.zoom(undefined)}
        >
          {curves.whole}
        </Button>
      </div>
      <p className={classes.hint}>{curves.zoomHint}</p>
    </>
  );
}

/** What holds for all charts at once: horizontal axis, smoothing, zoom. */
/** What becomes of runs that are equal but for the seed. */
function Grouping() {
  const own = useGroupWords();
  const grouping = useGrouping();
  const { group } = useChartActions();
  const id = useId();
  return (
    <div className={`${classes.line} ${classes.grouping}`}>
      <span id={id}>{own.inCharts}</span>
      <SegmentedControl
        size="xs"
        aria-labelledby={id}
        value={grouping}
        data={groupings.map((value) => ({ value, label: own.groupings[value] }))}
        onChange={group}
      />
    </div>
  );
}

function OfAll() {
  const { curves } = useWords();
  const { axis, logX } = useView();
  const { setAxis } = useChartActions();
  return (
    <fieldset className={classes.group}>
      <legend>{curves.toolbar}</legend>
      <div className={classes.line}>
        <SegmentedControl
          size="xs"
          aria-label={curves.axis}
          value={axis}
          data={xAxes.map((value) => ({ value, label: curves.axes[value] }))}
          onChange={(next) => setAxis({ axis: next })}
        />
        <Switch
          size="xs"
          label={curves.logX}
          checked={logX}
          onChange={(event) => setAxis({ logX: event.currentTarget.checked })}
        />
      </div>
      <Smoothing />
      <Grouping />
      <Zoom />
    </fieldset>
  );
}

interface MenuProps extends MarksProps {
  readonly chart: Chart;
  readonly runs: readonly ShownRun[];
  readonly onTable: () => void;
}

function Files({ runs, onTable, ...marks }: MenuProps) {
  const { words, chart } = marks;
  const { curves } = words;
  const { name } = chartWords(words, chart);
  const chosen = useView().runOf[chart.id];
  const [failed, setFailed] = useState(false);
  const save = async (format: Format) => {
    const { exportChart } = await import('./exportChart.ts');
    await exportChart({ ...marks, runs, chosen }, format);
  };
  return (
    <div className={classes.files}>
      <ChartButton quiet aria-label={curves.tableOf(name)} onClick={onTable}>
        {curves.table}
      </ChartButton>
      {(['CSV', 'SVG', 'PNG'] as const).map((format) => (
        <ChartButton
          key={format}
          quiet
          aria-label={curves.saveAs(name, format)}
          onClick={() =>
            save(format).then(
              () => setFailed(false),
              () => setFailed(true),
            )
          }
        >
          {format}
        </ChartButton>
      ))}
      <span role="status">{failed ? curves.notSaved : ''}</span>
    </div>
  );
}

/** What holds for this chart alone: its run, its vertical axis, its lines, and its files. */
function OfChart(props: MenuProps) {
  const { words, chart, scene, runs } = props;
  const { curves } = words;
  const { name } = chartWords(words, chart);
  const { logY } = useView();
  const { chooseRun, toggleLog } = useChartActions();
  const candidates = chart.oneRun?.candidates(apart(runs)) ?? [];
  return (
    <fieldset className={classes.group}>
      <legend>{curves.ofChart(name)}</legend>
      {chart.oneRun && candidates.length > 1 && (
        <NativeSelect
          label={chart.oneRun.label(words)}
          value={scene.all[0]?.run.id}
          data={candidates.map((run) => ({ value: run.id, label: run.name }))}
          onChange={(event) => chooseRun(chart.id, event.currentTarget.value)}
        />
      )}
      {chart.y.log && (
        <Switch
          size="xs"
          label={curves.logY}
          aria-label={curves.logOf(name)}
          checked={logY.includes(chart.id)}
          onChange={() => toggleLog(chart.id)}
        />
      )}
      <WholeLegend chart={chart} scene={scene} />
      <Files {...props} />
    </fieldset>
  );
}

/** In a low window the menu scrolls. */
const withinWindow = ({
  availableHeight,
  elements,
}: {
  readonly availableHeight: number;
  readonly elements: { readonly floating: HTMLElement };
}) => {
  elements.floating.style.maxHeight = `${Math.max(160, availableHeight)}px`;
};

interface ChartMenuProps extends MenuProps {
  readonly opened: boolean;
  readonly onOpen: (opened: boolean) => void;
  readonly button: Ref<HTMLButtonElement>;
}

export function ChartMenu({ opened, onOpen, button, ...menu }: ChartMenuProps) {
  const { words, chart } = menu;
  return (
    <Popover
      opened={opened}
      onChange={onOpen}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      width="min(520px, calc(100vw - 16px))"
      middlewares={{ flip: true, shift: { padding: 8 }, size: { padding: 8, apply: withinWindow } }}
    >
      <Popover.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          size={24}
          className={classes.button}
          aria-label={words.curves.more(chartWords(words, chart).name)}
          onClick={() => onOpen(!opened)}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <OfAll />
        <OfChart {...menu} />
      </Popover.Dropdown>
    </Popover>
  );
}
