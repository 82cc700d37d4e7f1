/** How many pictures of each class are told right, as bars, with the change since the frame before. */
import { UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { useWords } from '../../i18n/words.ts';
import { usePredictions } from './context.ts';
import { type ClassOrder, type ClassRow, classOrders, classRows } from './derive.ts';
import classes from './PerClass.module.css';
import { looking, useLooking } from './view.ts';

function Row({ row: { label, accuracy, before } }: { readonly row: ClassRow }) {
  const words = usePredictionWords();
  const { figures } = useWords();
  const { names } = usePredictions();
  const points = before === undefined ? undefined : 100 * (accuracy - before);
  const known = !Number.isNaN(accuracy);
  return (
    <tr>
      <th scope="row">
        <UnstyledButton className={classes.name} onClick={() => looking.setState({ opened: { label } })}>
          {names[label]}
        </UnstyledButton>
      </th>
      <td className={classes.track}>
        <span className={classes.bar} style={{ transform: `scaleX(${known ? accuracy : 0})` }} />
        {before !== undefined && !Number.isNaN(before) && (
          <span className={classes.before} style={{ left: `${100 * before}%` }} />
        )}
      </td>
      <td>{known ? figures.percent(accuracy) : figures.unknown}</td>
      <td
        className={classes.change}
        data-sign={points === undefined ? 0 : Math.sign(Math.round(10 * points))}
      >
        {points === undefined || Number.isNaN(points) ? '' : words.points(points)}
      </td>
    </tr>
  );
}

export function PerClass() {
  const words = usePredictionWords();
  const { seen } = usePredictions();
  const order = useLooking((state) => state.order);
  const rows = useMemo(() => classRows(seen, order), [seen, order]);
  return (
    <table className={classes.table} aria-label={words.perClass}>
      <thead>
        <tr>
          <th scope="col">
            <select
              className={classes.order}
              aria-label={words.order}
              value={order}
              onChange={(event) => looking.setState({ order: event.currentTarget.value as ClassOrder })}
            >
              {classOrders.map((value) => (
                <option key={value} value={value}>
                  {words.orders[value]}
                </option>
              ))}
            </select>
          </th>
          <th scope="col" colSpan={2}>
            {words.accuracy}
          </th>
          <th scope="col">{seen.before && words.change(seen.before.epoch)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.label} row={row} />
        ))}
      </tbody>
    </table>
  );
}
