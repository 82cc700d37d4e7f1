/** How many pictures of each class are told right, as bars, with the change since the frame before. Many classes are searched by name. */
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { useWords } from '../../i18n/words.ts';
import { usePredictions } from './context.ts';
import { type ClassOrder, type ClassRow, classOrders, classRows, named } from './derive.ts';
import classes from './PerClass.module.css';
import { looking, useLooking } from './view.ts';

/** More classes than this are searched, and come the worst first. */
const few = 20;
/** So many are listed at first, and so many more each time. */
const page = 60;
/** Where the classes have fewer pictures than this each, the percentage says less than they do. */
const fewPictures = 100;

interface RowProps {
  readonly row: ClassRow;
  /** Whether the numbers of pictures stand beside the percentage. */
  readonly counted: boolean;
}

function Row({ row: { label, accuracy, before, correct, pictures }, counted }: RowProps) {
  const words = usePredictionWords();
  const { figures } = useWords();
  const { names } = usePredictions();
  const points = before === undefined ? undefined : 100 * (accuracy - before);
  const known = !Number.isNaN(accuracy);
  return (
    <tr>
      <th scope="row">
        <UnstyledButton
          className={classes.name}
          title={names[label]}
          onClick={() => looking.setState({ opened: { label } })}
        >
          {names[label]}
        </UnstyledButton>
      </th>
      <td className={classes.track}>
        <span className={classes.bar} style={{ transform: `scaleX(${known ? accuracy : 0})` }} />
        {before !== undefined && !Number.isNaN(before) && (
          <span className={classes.before} style={{ left: `${100 * before}%` }} />
        )}
      </td>
      {counted && <td className={classes.counts}>{words.rightOf(correct, pictures)}</td>}
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
  const { seen, names } = usePredictions();
  const many = seen.classes > few;
  const order = useLooking((state) => state.order) ?? (many ? 'worst' : 'classes');
  const [typed, setTyped] = useState('');
  const [shownCount, setShownCount] = useState(page);
  const rows = useMemo(() => classRows(seen, order), [seen, order]);
  const found = many ? named(rows, names, typed) : rows;
  const counted = seen.frame.predicted.length < fewPictures * seen.classes;
  return (
    <>
      {many && (
        <TextInput
          size="xs"
          className={classes.search}
          leftSection={<IconSearch size={14} aria-hidden />}
          placeholder={words.find}
          aria-label={words.find}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setShownCount(page);
          }}
        />
      )}
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
            <th scope="col" colSpan={counted ? 3 : 2}>
              {words.accuracy}
            </th>
            {seen.before ? <th scope="col">{words.change(seen.before.epoch)}</th> : <td />}
          </tr>
        </thead>
        <tbody>
          {found.slice(0, shownCount).map((row) => (
            <Row key={row.label} row={row} counted={counted} />
          ))}
        </tbody>
      </table>
      <p className={classes.none} role="status">
        {found.length === 0 && words.noClass}
      </p>
      {found.length > shownCount && (
        <Button variant="default" size="compact-sm" onClick={() => setShownCount(shownCount + page)}>
          {words.more(Math.min(page, found.length - shownCount))}
        </Button>
      )}
    </>
  );
}
