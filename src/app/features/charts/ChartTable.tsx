/** The numbers of a chart as a table, and what happened along it. */
import { useWords } from '../../i18n/words.ts';
import classes from './ChartTable.module.css';
import type { Annotation } from './data/annotations.ts';
import type { XAxis } from './data/samples.ts';
import type { Scene } from './data/scene.ts';
import { rowsOf } from './data/tables.ts';
import { annotationText, lineName, placeText, valueText } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';

interface ChartTableProps {
  readonly id: string;
  readonly chart: Chart;
  readonly scene: Scene;
  readonly axis: XAxis;
  readonly annotations: readonly Annotation[];
}

export function ChartTable({ id, chart, scene, axis, annotations }: ChartTableProps) {
  const words = useWords();
  const { curves } = words;
  const rows = rowsOf(scene);
  const several = scene.lines.some(({ line }) => line.run !== scene.lines[0]?.line.run);
  const known = annotations.filter(({ place }) => Number.isFinite(place[axis]));
  return (
    <div id={id} className={classes.table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={classes.rows} tabIndex={0} aria-label={chartWords(words, chart).name}>
        <table>
          <caption>{curves.tableNote(rows.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{curves.axes[axis]}</th>
              {scene.lines.map(({ line }) => (
                <th key={`${line.run.id} ${line.part}`} scope="col">
                  {lineName(words, chart, line, several)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ x, values }) => (
              <tr key={x}>
                <th scope="row">{placeText(words, axis, x)}</th>
                {values.map((value, i) => (
                  <td key={scene.lines[i]?.line.part + String(i)}>{valueText(words, chart, value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {known.length > 0 && (
        <>
          <p className={classes.happened}>{curves.happened}</p>
          <ul>
            {known.map((what) => (
              <li key={`${what.type} ${what.place.step}`}>
                {curves.reading(placeText(words, axis, what.place[axis]), annotationText(words, what).full)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
