/** What the next run asks for before it starts: its time, for the button of Train, and the pictures that it will load once. */

import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { bytesToLoad, keptShards } from '../../state/download.ts';
import { usePage, useRunActive, useRunTime } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './TrainTime.module.css';

/** `≈ 2 min`; nothing until the device is known. */
export function TrainTime() {
  const { estimate } = useWords();
  const time = useRunTime();
  return time ? estimate.about(estimate.duration(time.seconds)) : null;
}

/** The shards that the browser has; asked again when a run is over, for it has loaded some. */
function useKeptShards(): ReadonlySet<string> | undefined {
  const dataset = usePage((state) => state.config.dataset);
  const active = useRunActive();
  const [kept, setKept] = useState<ReadonlySet<string>>();
  useEffect(() => {
    if (active) return;
    let gone = false;
    void keptShards(dataset).then((shards) => {
      if (!gone) setKept(shards);
    });
    return () => {
      gone = true;
    };
  }, [dataset, active]);
  return kept;
}

/** How much a run will load; its line keeps its room where there is nothing to load. */
export function LoadNote() {
  const { run: words, figures } = useWords();
  const config = usePage((state) => state.config);
  const kept = useKeptShards();
  const active = useRunActive();
  // A run under way loads its pictures already.
  const bytes = kept && !active ? bytesToLoad(config, kept) : 0;
  return (
    <p className={`${quiet.note} ${classes.load}`} data-testid="load-note">
      {bytes > 0 && words.loads(figures.fileSize(bytes))}
    </p>
  );
}
