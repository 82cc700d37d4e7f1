/** The runs that the charts draw, with names in the page's language. */
import { useMemo } from 'react';
import { useWords, type Words } from '../i18n/words.ts';
import { usePage } from '../store/react.ts';
import { useRunsState } from '../store/runsStore.ts';
import { type ShownRun, shownRuns } from '../store/shown.ts';
import { type GhostId, noteGhost } from './ghosts.ts';

/** Such as `Paper: ResNet-20`. */
export const ghostName = (words: Words, id: GhostId): string =>
  id === 'note'
    ? words.runs.ghostNoteShort(words.model.presetName(noteGhost.model))
    : words.runs.ghostPaperShort(words.model.presetName(id));

export function useShownRuns(): readonly ShownRun[] {
  const words = useWords();
  const run = usePage((state) => state.run);
  const runs = useRunsState((state) => state.runs);
  const loaded = useRunsState((state) => state.loaded);
  const ghosts = useRunsState((state) => state.ghosts);
  return useMemo(
    () => shownRuns(run, { runs, loaded, ghosts }, (id) => ghostName(words, id)),
    [run, runs, loaded, ghosts, words],
  );
}
