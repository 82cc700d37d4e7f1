/** A class: some of its pictures, its name to be typed over, how many pictures it has, and whether it is taken in, or merged with another. */
import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import classes from './Data.module.css';
import { namesake, type Row, tidied } from './flow.ts';
import { Sheet } from './Sheet.tsx';
import { sessionOf } from './session.ts';

interface ClassProps {
  readonly row: Row;
  readonly rows: readonly Row[];
}

const mostName = 80;

function Name({ row, rows }: ClassProps) {
  const words = useDataWords();
  const { actions } = sessionOf(useStores());
  const [draft, setDraft] = useState<string>();
  useEffect(() => setDraft(undefined), [row.name]);
  const typed = draft === undefined ? undefined : tidied(draft);
  const other = typed ? namesake(rows, row.index, typed) : undefined;
  const commit = () => {
    if (other) return;
    if (!typed || typed === row.name) setDraft(undefined);
    else actions.rename(row.index, typed);
  };
  return (
    <TextInput
      aria-label={words.nameOf(row.name)}
      value={draft ?? row.name}
      maxLength={mostName}
      autoComplete="off"
      spellCheck={false}
      error={other && words.taken(other.name)}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
      }}
    />
  );
}

interface MergeProps extends ClassProps {
  readonly onMerged: () => void;
  readonly onClose: () => void;
}

/** Asks into which other class. Choosing alone does nothing yet: keys walk through a list. */
function Merge({ row, rows, onMerged, onClose }: MergeProps) {
  const words = useDataWords();
  const { actions } = sessionOf(useStores());
  const select = useRef<HTMLSelectElement>(null);
  const others = rows.filter(({ index, leftOut }) => index !== row.index && !leftOut);
  const [into, setInto] = useState(others[0]?.key ?? '');
  useEffect(() => select.current?.focus(), []);
  const merge = () => {
    const target = others.find(({ key }) => key === into);
    if (!target) return;
    actions.merge(target.index, row.index);
    onMerged();
  };
  return (
    <div className={classes.merge}>
      <NativeSelect
        ref={select}
        aria-label={words.mergeInto(row.name)}
        data={others.map(({ key, name }) => ({ value: key, label: name }))}
        value={into}
        onChange={(event) => setInto(event.currentTarget.value)}
      />
      <Button onClick={merge}>{words.merge}</Button>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words.notMerge}
        title={words.notMerge}
        onClick={onClose}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;

interface CountsProps {
  readonly row: Row;
  readonly largest: number;
}

function Counts({ row: { train, test, leftOut }, largest }: CountsProps) {
  const words = useDataWords();
  return (
    <div className={classes.counts} title={words.countsOf(train, test)}>
      <span className={classes.bar} aria-hidden>
        <span className={classes.train} style={{ width: percent(train, largest) }} />
        <span className={classes.test} style={{ width: percent(test, largest) }} />
      </span>
      <span>{leftOut ? words.leftOut : words.counts(train, test)}</span>
    </div>
  );
}

interface RowProps extends ClassProps, CountsProps {
  /** It is gone: merged with another. */
  readonly onMerged: () => void;
}

export function ClassRow({ row, rows, largest, onMerged }: RowProps) {
  const words = useDataWords();
  const { store, actions } = sessionOf(useStores());
  const sheet = useStore(store, (flow) => flow.sheets.get(row.key));
  const [merging, setMerging] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setMerging(false);
    setTimeout(() => button.current?.focus());
  };
  const { name, index, leftOut } = row;
  return (
    <li className={classes.row} data-out={leftOut || undefined} aria-labelledby={id}>
      <Sheet sheet={sheet} />
      <div className={classes.named} id={id}>
        <Name row={row} rows={rows} />
        <Counts row={row} largest={largest} />
      </div>
      {merging ? (
        <Merge row={row} rows={rows} onMerged={onMerged} onClose={close} />
      ) : (
        <div className={classes.tools}>
          <Button
            ref={button}
            variant="default"
            aria-label={words.mergeOf(name)}
            disabled={leftOut || rows.length < 2}
            onClick={() => setMerging(true)}
          >
            {words.merge}
          </Button>
          <Switch
            aria-label={words.include(name)}
            checked={!leftOut}
            onChange={(event) => actions.leaveOut(index, !event.currentTarget.checked)}
          />
        </div>
      )}
    </li>
  );
}
