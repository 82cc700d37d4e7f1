/** The facts of an opened file: network, parameters, steps, optimizer, epochs, and what it says of itself. */

import type { ModelSpec } from '../../../model/spec.ts';
import { defaultConfig } from '../../../training/settings.ts';
import type { FilePreview } from '../../../worker/protocol.ts';
import { type OpenedFileWords, useOpenedFileWords } from '../../i18n/openedFile.ts';
import { changedLine, networkInFull, testedText } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { changesBetween } from '../../state/runs.ts';
import classes from './FileFacts.module.css';

/** The networks a file may hold: those that differ in the shortcut alone cannot be told apart. */
export const networksOf = (words: Words, files: OpenedFileWords, specs: readonly ModelSpec[]): string =>
  specs.length === 0
    ? files.unknownNetwork
    : specs.map((spec) => networkInFull(words, spec)).reduce(files.or);

export function FileFacts({ preview }: { readonly preview: FilePreview }) {
  const words = useWords();
  const { figures } = words;
  const assignment = usePage((state) => state.assignment);
  const files = useOpenedFileWords();
  const { candidates, parameters, steps, optimizer, run, metadata, layout } = preview;
  const last = run?.epochs[run.epochs.length - 1];
  const facts: [string, string, string][] = [
    ['network', files.fact.network, networksOf(words, files, candidates)],
    ['parameters', files.fact.parameters, figures.count(parameters)],
    ['steps', files.fact.steps, figures.count(steps)],
    ['optimizer', files.fact.optimizer, optimizer ? files.optimizer[optimizer] : files.noOptimizer],
  ];
  if (layout) facts.push(['names', files.fact.names, files.namesOf(layout)]);
  if (run) {
    const changes = changesBetween(defaultConfig, run.config).filter(({ key }) => !assignment?.hides(key));
    facts.push(
      ['epochs', files.fact.epochs, files.epochsOf(run.epoch, run.config.epochs)],
      ['settings', files.fact.settings, changedLine(words, { changes, byHand: [] })],
    );
  }
  if (run && last)
    facts.push(['accuracy', files.fact.accuracy, testedText(words, last.testAccuracy, run.config)]);
  // The entries of this program, which say the network, are shown above already.
  const notes = metadata.filter(([key]) => !key.startsWith('model.') && key !== 'steps');
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([id, label, text]) => (
          <div key={id} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd data-testid={`file-${id}`}>{text}</dd>
          </div>
        ))}
      </dl>
      {notes.length > 0 && (
        <details className={classes.notes}>
          <summary>{files.fact.metadata}</summary>
          <dl className={classes.facts}>
            {notes.map(([key, text]) => (
              <div key={key} style={{ display: 'contents' }}>
                <dt>{key}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
