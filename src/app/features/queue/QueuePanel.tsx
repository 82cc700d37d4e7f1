/**
 * The queue above the list of runs: one bar over all, what trains or why nothing does, and what can be done. Its runs, opened, in
 * their order. It has the same height whatever it says, so that what lies below stays.
 */
import { ActionIcon, Button } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconPlayerPlay,
  IconPlus,
  IconRepeat,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { clockTime } from '../../../training/events.ts';
import { useQueueWords } from '../../i18n/queue.ts';
import { testedText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { isOver, type Queue, type QueueEntry, type QueueState } from '../../state/queue.ts';
import { usePage, useRunsState, useStores } from '../../state/react.ts';
import { useQueue, useQueueState } from '../../state/reactQueue.ts';
import { resultsOf } from '../../state/runs.ts';
import { entryNames, progressOf, secondsOf } from './progress.ts';
import classes from './QueuePanel.module.css';

function useProgress(entries: readonly QueueEntry[]) {
  const device = usePage((state) => state.device);
  const speeds = useStore(useStores().speeds, (state) => state.speeds);
  const seconds = useMemo(
    () =>
      device &&
      secondsOf(
        entries.map(({ config }) => config),
        device,
        speeds,
      ),
    [entries, device, speeds],
  );
  // A quarter of a per cent is all that the bar shows.
  const ownId = usePage(({ run }) => run?.id);
  const ownEpoch = usePage(({ run }) => (run ? Math.round(run.epoch * 400) / 400 : 0));
  const runs = useRunsState((state) => state.runs);
  return progressOf(entries, seconds, (runId) =>
    runId === ownId ? ownEpoch : (runs.find(({ id }) => id === runId)?.epoch ?? 0),
  );
}

/** What is going on, in one sentence. */
function useSentence(state: QueueState, names: readonly string[]): string {
  const words = useQueueWords();
  const { entries, active, elsewhere, held } = state;
  const runId = usePage(({ run }) => (run && !run.end ? run.id : undefined));
  const paused = usePage(({ run }) => run?.phase === 'paused');
  const at = entries.findIndex((entry) => entry.runId !== undefined && entry.runId === runId);
  if (entries.every(isOver)) return words.all;
  if (elsewhere) return words.elsewhere;
  if (at >= 0) return paused ? words.paused(at + 1) : words.trains(at + 1, names[at] ?? '');
  if (!active) return words.held[held ?? 'opened'];
  return runId === undefined ? words.between : words.waits;
}

interface EntryProps {
  readonly entry: QueueEntry;
  readonly what: string;
  readonly at: number;
  readonly queue: Queue;
  readonly may: { readonly change: boolean; readonly up: boolean; readonly down: boolean };
}

function Entry({ entry, what, at, queue, may }: EntryProps) {
  const words = useQueueWords();
  const texts = useWords();
  const { actions } = queue;
  const { id, state, runId, config } = entry;
  const record = useRunsState(({ runs }) => runs.find((run) => run.id === runId));
  const results = state === 'waiting' || state === 'diverged' ? undefined : record && resultsOf(record);
  const line = [
    words.states[state],
    ...(results ? [testedText(texts, results.last, config)] : []),
    ...(record ? [record.name] : []),
  ];
  const tool = (label: string, Icon: typeof IconX, possible: boolean, perform: () => void) => (
    <ActionIcon
      className={classes.tool}
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      disabled={!possible || !may.change}
      onClick={perform}
    >
      <Icon size={15} aria-hidden />
    </ActionIcon>
  );
  return (
    <li className={classes.entry} data-state={state}>
      <span className={classes.number}>{at + 1}</span>
      <div className={classes.what}>
        <p className={classes.name} title={what}>
          {what}
        </p>
        {state !== 'waiting' && <p className={classes.line}>{line.join(' · ')}</p>}
      </div>
      {state === 'waiting' && (
        <>
          {tool(words.up(what), IconArrowUp, may.up, () => actions.move(id, -1))}
          {tool(words.down(what), IconArrowDown, may.down, () => actions.move(id, 1))}
        </>
      )}
      {!isOver(entry)
        ? tool(words.skip(what), IconX, true, () => actions.skip(id))
        : state !== 'done' &&
          state !== 'diverged' &&
          tool(words.again(what), IconRepeat, true, () => actions.again(id))}
    </li>
  );
}

function Panel({ queue }: { readonly queue: Queue }) {
  const words = useQueueWords();
  const { overlay } = useStores();
  const state = useQueueState(queue, (state) => state);
  const { entries, active, elsewhere, stopAfterThis } = state;
  const texts = useWords();
  const names = useMemo(() => entryNames(texts, entries, words.part), [texts, entries, words]);
  const progress = useProgress(entries);
  const sentence = useSentence(state, names);
  const [opened, setOpened] = useState(false);
  const list = useId();
  if (entries.length === 0) return null;
  const finished = entries.every(isOver);
  const percent = Math.floor(100 * progress.share);
  const over = words.over(progress.over, entries.length);
  const left = finished || progress.left === undefined ? undefined : words.left(clockTime(progress.left));
  const waits = entries.flatMap(({ state }, i) => (state === 'waiting' ? [i] : []));
  const begun = elsewhere ? undefined : entries.find(({ state }) => state === 'stopped');
  const { actions } = queue;
  return (
    <section className={classes.panel} aria-label={words.panel} data-testid="queue">
      <div className={classes.head}>
        <button
          type="button"
          className={classes.title}
          aria-label={words.show}
          aria-expanded={opened}
          aria-controls={list}
          onClick={() => setOpened(!opened)}
        >
          <span>{over}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
        <span className={classes.left}>{left}</span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={words.panel}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={left === undefined ? over : `${over}, ${left}`}
      >
        <div className={classes.share} style={{ transform: `scaleX(${progress.share})` }} />
      </div>
      <p className={classes.sentence} role="status" title={sentence}>
        {sentence}
      </p>
      <div className={classes.tools}>
        {active || finished || elsewhere ? (
          <Button
            size="xs"
            variant={stopAfterThis ? 'light' : 'default'}
            aria-pressed={stopAfterThis}
            disabled={finished || elsewhere}
            onClick={() => actions.stopAfterThis(!stopAfterThis)}
          >
            {words.stopAfter}
          </Button>
        ) : (
          <Button size="xs" leftSection={<IconPlayerPlay size={12} aria-hidden />} onClick={actions.goOn}>
            {words.goOn}
          </Button>
        )}
        {!active && begun && (
          <Button size="xs" variant="default" onClick={() => actions.skip(begun.id)}>
            {words.skipIt}
          </Button>
        )}
        <span className={classes.grow} />
        <ActionIcon
          className={classes.tool}
          variant="default"
          aria-label={words.more}
          title={words.more}
          aria-haspopup="dialog"
          disabled={elsewhere}
          onClick={() => overlay.actions.open('queue')}
        >
          <IconPlus size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          className={classes.tool}
          variant="default"
          aria-label={words.clear}
          title={words.clearHelp}
          disabled={elsewhere}
          onClick={actions.clear}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      </div>
      {opened && (
        <ol id={list} className={classes.entries} aria-label={words.show}>
          {entries.map((entry, at) => (
            <Entry
              key={entry.id}
              entry={entry}
              what={names[at] ?? ''}
              at={at}
              queue={queue}
              may={{ change: !elsewhere, up: at > (waits[0] ?? at), down: at < (waits.at(-1) ?? at) }}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

export function QueuePanel() {
  const queue = useQueue();
  return queue ? <Panel queue={queue} /> : null;
}
