/**
 * The line above a plot: the chart's title or the choice of another, the keys of its lines as far as they fit, and everything
 * else behind a button. It is one line high whatever is drawn.
 */
import { type Ref, useId, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import type { ShownRun } from '../../state/shown.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { ChartMenu } from './ChartMenu.tsx';
import classes from './Charts.module.css';
import { useChartActions } from './context.ts';
import { type Chart, type ChartId, chartWords } from './kinds/index.ts';
import { Legend, trainAndTestWidth } from './Legend.tsx';
import type { MarksProps } from './Marks.tsx';
import { useTable } from './useTable.tsx';

interface ChartHeadProps extends MarksProps {
  readonly chart: Chart;
  readonly runs: readonly ShownRun[];
  readonly choices?: readonly Chart[];
  readonly place: number;
  /** Pixels of the line; undefined while the chart is not shown. */
  readonly width?: number;
}

/** Pixels: the padding of a tab, the button at the end, and the gaps. */
const [tabPadding, menuWidth, gaps] = [8, 24, 8];
const font = '400 12px';
const selectWidth = 80;

interface ChoiceProps {
  readonly chart: Chart;
  readonly choices: readonly Chart[];
  readonly onChoose: (chart: ChartId) => void;
}

/** Which chart stands here: as tabs, or where those would leave no room for the keys as a select. */
function Tabs({ chart, choices, onChoose }: ChoiceProps) {
  const words = useWords();
  const group = useId();
  return (
    <div role="radiogroup" aria-label={words.curves.choice} className={classes.tabs}>
      {choices.map((choice) => (
        <label key={choice.id} className={classes.tab} title={chartWords(words, choice).name}>
          <input
            type="radio"
            name={group}
            checked={choice.id === chart.id}
            onChange={() => onChoose(choice.id)}
          />
          <span>{chartWords(words, choice).short}</span>
        </label>
      ))}
    </div>
  );
}

function Select({ chart, choices, onChoose }: ChoiceProps) {
  const words = useWords();
  return (
    <select
      className={classes.select}
      aria-label={words.curves.choice}
      value={chart.id}
      onChange={(event) => {
        const chosen = choices.find(({ id }) => id === event.currentTarget.value);
        if (chosen) onChoose(chosen.id);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {chartWords(words, choice).short}
        </option>
      ))}
    </select>
  );
}

export function ChartHead({ choices, place, width = 0, runs, ...marks }: ChartHeadProps) {
  const { words, chart, scene } = marks;
  const { show } = useChartActions();
  const [menu, setMenu] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const [table, openTable] = useTable(marks, button);

  const { name } = chartWords(words, chart);
  const tabs = choices?.map((choice) => textWidth(chartWords(words, choice).short, font) + tabPadding) ?? [];
  const tabsWidth = tabs.reduce((sum, tab) => sum + tab, 0);
  const room = width - menuWidth - gaps;
  const narrow = tabsWidth + trainAndTestWidth(words) > room;
  const Choice = narrow ? Select : Tabs;
  const taken = choices ? (narrow ? selectWidth : tabsWidth) : textWidth(name, '600 12px') + 2;
  return (
    <figcaption className={classes.head}>
      {choices ? (
        <Choice chart={chart} choices={choices} onChoose={(id) => show(place, id)} />
      ) : (
        <span className={classes.title}>{name}</span>
      )}
      <Legend chart={chart} scene={scene} room={room - taken} onMore={() => setMenu(true)} />
      <ChartMenu
        {...marks}
        chart={chart}
        runs={runs}
        opened={menu}
        onOpen={setMenu}
        button={button as Ref<HTMLButtonElement>}
        onTable={() => {
          setMenu(false);
          openTable();
        }}
      />
      {table}
    </figcaption>
  );
}
