/** Switches for the published results that the charts draw beside the runs. */

import { Anchor, Checkbox } from '@mantine/core';
import { useTryWords } from '../../i18n/try.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRuns, useRunsState } from '../../state/react.ts';
import {
  isReferenceOf,
  noteReference,
  paperReferences,
  type ReferenceId,
  referenceIds,
} from '../../state/references.ts';
import { datasetsInPlay } from '../../state/shown.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './ReferenceChoices.module.css';

export function ReferenceChoices() {
  const words = useWords();
  const texts = useTryWords();
  const { actions } = useRuns();
  const runs = useRunsState((state) => state);
  const { references } = runs;
  const offered = usePage(({ run, config }) => {
    const datasets = datasetsInPlay(run, runs, config.dataset);
    return referenceIds.some((id) => isReferenceOf(datasets, id));
  });
  const network = words.model.presetName;
  if (!offered) return <p className={quiet.note}>{texts.othersNot}</p>;
  const box = (id: ReferenceId, label: string) => (
    <Checkbox
      key={id}
      label={label}
      checked={references.includes(id)}
      onChange={(event) => actions.showReference(id, event.currentTarget.checked)}
    />
  );
  const source = (href: string, what: string) => (
    <Anchor
      size="xs"
      href={href}
      target="_blank"
      rel="noreferrer"
      underline="always"
      aria-label={`${words.training.source}: ${what}`}
    >
      {words.training.source}
    </Anchor>
  );
  const note = texts.referenceNote(network(noteReference.model), noteReference.epochs.length);
  return (
    <fieldset className={classes.references}>
      <legend>{texts.others}</legend>
      <div className={classes.line}>
        {box('note', note)} {source(noteReference.source, note)}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset would be read out twice over. */}
      <div role="group" aria-label={texts.referencePaper}>
        <div className={classes.line}>
          <span className={quiet.aside}>{texts.referencePaper}</span>{' '}
          {source(paperReferences.source, texts.referencePaper)}
        </div>
        <div className={classes.levels}>
          {paperReferences.levels.map(({ model, testAccuracy }) =>
            box(model, texts.referenceLevel(network(model), `${(100 * testAccuracy).toFixed(2)}\u00a0%`)),
          )}
        </div>
      </div>
    </fieldset>
  );
}
