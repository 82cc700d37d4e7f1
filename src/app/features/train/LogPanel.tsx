/** The numbers of the run, and its log in the format of the seed note. */

import { useEffect, useRef } from 'react';
import { noteEpochLine } from '../../../training/events.ts';
import { brokeText, setTexts } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import type { LogEntry } from '../../state/run.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './LogPanel.module.css';
import { NotifySwitch } from './NotifySwitch.tsx';
import { RunFacts } from './RunFacts.tsx';

function lineOf(entry: LogEntry, words: Words): string {
  switch (entry.type) {
    case 'epoch':
      return noteEpochLine(entry);
    case 'change':
      return words.log.change(entry.step, setTexts(words, entry.settings));
    case 'recovery':
      return words.log.recovery(entry.at, brokeText(words, entry.problem), entry.step);
    case 'end':
      return words.log.end[entry.outcome](entry.step);
    default:
      return entry satisfies never;
  }
}

export function LogPanel() {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const log = usePage((state) => state.run?.log);
  const lines = log?.map((entry) => lineOf(entry, words)) ?? [];
  // The newest line stays in sight.
  useEffect(() => {
    if (lines.length > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines.length]);
  return (
    <>
      <RunFacts />
      <NotifySwitch />
      <div
        ref={box}
        className={classes.log}
        role="log"
        aria-live="off"
        aria-label={words.log.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        {lines.length === 0 ? <p className={quiet.note}>{words.log.none}</p> : <pre>{lines.join('\n')}</pre>}
      </div>
    </>
  );
}
