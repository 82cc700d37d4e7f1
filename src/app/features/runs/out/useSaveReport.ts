/** Saves a report in the language of the page; what writes it is loaded with the first. */
import type { RunRecord } from '../../../../storage/runRecord.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreference, useStores } from '../../../state/react.ts';

export function useSaveReport(): (runs: readonly RunRecord[]) => Promise<void> {
  const words = useWords();
  const { overlay } = useStores();
  const language = usePreference((state) => state.language);
  return (runs) =>
    import('./saveReport.ts').then(
      ({ saveReport }) => saveReport(runs, words, language),
      overlay.actions.notLoaded,
    );
}
