/** Which results of others are drawn with the runs. */
import { Anchor, Checkbox } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { type GhostId, noteGhost, paperGhosts } from '../../state/references.ts';
import { useRuns, useRunsState } from '../../state/runsStore.ts';

export function GhostChoices() {
  const words = useWords();
  const { actions } = useRuns();
  const ghosts = useRunsState((state) => state.ghosts);
  const network = words.model.presetName;
  const box = (id: GhostId, label: string) => (
    <Checkbox
      key={id}
      label={label}
      checked={ghosts.includes(id)}
      onChange={(event) => actions.showGhost(id, event.currentTarget.checked)}
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
  const note = words.runs.ghostNote(network(noteGhost.model), noteGhost.epochs.length);
  return (
    <fieldset className="ghosts">
      <legend>{words.runs.ghosts}</legend>
      <div className="ghost-line">
        {box('note', note)} {source(noteGhost.source, note)}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset would be read out twice over. */}
      <div role="group" aria-label={words.runs.ghostPaper}>
        <div className="ghost-line">
          <span className="panel-aside">{words.runs.ghostPaper}</span>{' '}
          {source(paperGhosts.source, words.runs.ghostPaper)}
        </div>
        <div className="ghost-levels">
          {paperGhosts.levels.map(({ model, testAccuracy }) =>
            box(model, words.runs.ghostLevel(network(model), `${(100 * testAccuracy).toFixed(2)} %`)),
          )}
        </div>
      </div>
    </fieldset>
  );
}
