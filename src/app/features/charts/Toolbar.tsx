/** What is set for all charts at once: horizontal axis, smoothing, zoom. */
import { ActionIcon, Button, SegmentedControl, Switch, VisuallyHidden } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useId } from 'react';
import { useWords } from '../../i18n/words.ts';
import { strongest } from './chartSettings.ts';
import { useChartActions, useCharts, useView } from './context.ts';
import { xAxes } from './data/samples.ts';
import { wholeX } from './data/scene.ts';
import { type Move, moved } from './data/zoom.ts';
import { placeText } from './format.ts';
import classes from './Toolbar.module.css';

function Smoothing() {
  const { curves } = useWords();
  const { smoothing } = useView();
  const { smooth } = useChartActions();
  const id = useId();
  return (
    <div className={classes.smoothing}>
      <label htmlFor={id}>{curves.smoothing}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={strongest}
        step={0.02}
        value={smoothing}
        onChange={(event) => smooth(Number(event.currentTarget.value))}
      />
      <output htmlFor={id}>{smoothing.toFixed(2)}</output>
    </div>
  );
}

const icons = { in: IconZoomIn, out: IconZoomOut, left: IconChevronLeft, right: IconChevronRight } as const;

function Zoom() {
  const words = useWords();
  const { curves } = words;
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
    <div className={classes.zoom}>
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
      <VisuallyHidden role="status">
        {zoom
          ? curves.zoomed(placeText(words, axis, zoom.from), placeText(words, axis, zoom.to))
          : curves.allShown}
      </VisuallyHidden>
    </div>
  );
}

export function Toolbar() {
  const { curves } = useWords();
  const { axis, logX } = useView();
  const { setAxis } = useChartActions();
  return (
    <fieldset className={classes.toolbar} aria-label={curves.toolbar}>
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
      <Smoothing />
      <Zoom />
    </fieldset>
  );
}
