/** The projection as a file: as it stands, or the whole run as a film. */
import { Button, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useProjectionWords } from '../../i18n/projection.ts';
import { fileWord } from '../../state/fileNames.ts';
import { useFrames } from '../../state/reactFrames.ts';
import { pngBlob, saveBlob, svgBlob } from '../../ui/download.ts';
import beside from '../../ui/drawingBeside.module.css';
import { groupedFrame } from './groups.ts';
import { pointsOf } from './points.ts';
import { sceneOf } from './scene.ts';
import { stillSvg } from './stillSvg.ts';
import type { Projected } from './useProjected.ts';
import { tourOf, useLooking } from './view.ts';

const fileName = (run: string, rest: string): string => [fileWord(run), rest].filter(Boolean).join('-');

/** The sheet of a still, in pixels. */
const still = { width: 720, height: 600 };

type State = { readonly kind: 'ready' | 'failed' } | { readonly kind: 'making'; readonly share: number };

interface SavingProps {
  readonly projected: Projected;
  /** Of the groups. */
  readonly names: readonly string[];
}

export function Saving({
  projected: { run, frame, points, spread, groups, groupLabels: labels },
  names,
}: SavingProps) {
  const words = useProjectionWords();
  const { store, actions } = useFrames();
  const values = useLooking((looking) => looking.values);
  const [state, setState] = useState<State>({ kind: 'ready' });
  const making = useRef<AbortController>(undefined);
  useEffect(() => () => making.current?.abort(), []);
  const name = run.runs.find(({ id }) => id === run.id)?.name ?? '';
  const titleOf = (epoch: number) => words.title(name, epoch, words.values[values]);
  const tour = tourOf(names.length);

  const saveStill = async (kind: 'SVG' | 'PNG') => {
    const scene = sceneOf(tour.plane(), points, names.length, still);
    const file = stillSvg(scene, { title: titleOf(frame.epoch), labels, names });
    const to = fileName(name, `projection-epoch${frame.epoch}.${kind.toLowerCase()}`);
    try {
      saveBlob(kind === 'SVG' ? svgBlob(file) : await pngBlob(file), to);
    } catch {
      setState({ kind: 'failed' });
    }
  };
  const saveFilm = async () => {
    const stop = new AbortController();
    making.current = stop;
    const tell = (share: number) => {
      if (!stop.signal.aborted) setState({ kind: 'making', share });
    };
    tell(0);
    const { makeFilm } = await import('./film/makeFilm.ts');
    const epochs = [];
    for (const epoch of store.getState().epochs[run.id] ?? []) {
      const read = await actions.read(run.id, epoch);
      if (read)
        epochs.push({
          title: titleOf(read.epoch),
          points: pointsOf(groupedFrame(groups, read), values, spread),
        });
    }
    if (stop.signal.aborted) return;
    const film = await makeFilm(
      { plane: tour.plane(), epochs, labels: labels.slice(), names },
      { signal: stop.signal, tell },
    );
    if (stop.signal.aborted) return;
    if (film) saveBlob(film, fileName(name, 'projection.gif'));
    setState({ kind: film ? 'ready' : 'failed' });
  };
  if (state.kind === 'making')
    return (
      <div className={beside.row}>
        <span>{words.making}</span>
        <Progress
          className={beside.progress}
          value={100 * state.share}
          aria-label={words.making}
          size="sm"
          transitionDuration={0}
        />
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            making.current?.abort();
            setState({ kind: 'ready' });
          }}
        >
          {words.cancel}
        </Button>
      </div>
    );
  return (
    <div className={beside.row}>
      <span>{words.save}</span>
      {(['PNG', 'SVG'] as const).map((kind) => (
        <Button
          key={kind}
          variant="default"
          size="compact-xs"
          aria-label={words.saveAs(kind)}
          onClick={() => saveStill(kind)}
        >
          {kind}
        </Button>
      ))}
      <Button variant="default" size="compact-xs" title={words.filmHelp} onClick={saveFilm}>
        {words.film}
      </Button>
      {state.kind === 'failed' && <span role="alert">{words.notSaved}</span>}
    </div>
  );
}
