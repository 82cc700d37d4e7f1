/** The classes, each with some of its pictures: found by name where there are many, and a part of them at a time, so that a thousand are as quick as two. */
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import { ClassRow } from './ClassRow.tsx';
import classes from './Data.module.css';
import { matching, type Row } from './flow.ts';
import { sessionOf } from './session.ts';

/** So many classes are looked through without a search. */
const few = 10;
/** Rows that are shown, and that a press adds. */
const atATime = 30;

export function ClassList({ rows }: { readonly rows: readonly Row[] }) {
  const words = useDataWords();
  const { actions } = sessionOf(useStores());
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState('');
  const [most, setMost] = useState(atATime);
  const found = useMemo(() => matching(rows, query), [rows, query]);
  const shown = found.slice(0, most);
  const keys = shown.map(({ key }) => key).join('\n');
  useEffect(() => actions.look(keys.split('\n')), [keys, actions]);
  const largest = Math.max(1, ...rows.map(({ train, test }) => train + test));
  const more = Math.min(atATime, found.length - shown.length);
  return (
    <>
      {rows.length > few && (
        <div className={classes.search}>
          <TextInput
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setMost(atATime);
            }}
          />
          <span className={classes.note} role="status">
            {found.length > 0 ? words.shown(shown.length, found.length) : words.noneFound(query)}
          </span>
        </div>
      )}
      <p className={classes.columns}>{words.columns}</p>
      <ul ref={list} className={classes.list} aria-label={words.classList} tabIndex={-1}>
        {shown.map((row) => (
          <ClassRow
            key={row.key}
            row={row}
            rows={rows}
            largest={largest}
            onMerged={() => list.current?.focus()}
          />
        ))}
      </ul>
      {more > 0 && (
        <Button className={classes.more} variant="subtle" onClick={() => setMost(most + atATime)}>
          {words.more(more)}
        </Button>
      )}
    </>
  );
}
