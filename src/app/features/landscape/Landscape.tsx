/**
 * The loss landscape of the network that is shown, and of another beside it on the same scale (Li et al. 2018): as surfaces that turn
 * together, or as maps. Read on in `state/landscapes.ts` for what is measured when, in `formats/landscape` for what is drawn.
 */
import { Button } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { marksOf } from '../../../formats/landscape/marks.ts';
import {
  heightOf,
  levelsOf,
  notFinite,
  pointsByPlace,
  reliefOf,
  scaleOf,
} from '../../../formats/landscape/relief.ts';
import { placeOf } from '../../../training/landscape.ts';
import { figuresOf } from '../../../training/landscapeFigures.ts';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import { useWords } from '../../i18n/words.ts';
import { useFramesState } from '../../state/reactFrames.ts';
import beside from '../../ui/drawingBeside.module.css';
import { SourceLink, SourceLinks } from '../../ui/sources.tsx';
import { Drawing } from './Drawing.tsx';
import classes from './Landscape.module.css';
import { Legend } from './Legend.tsx';
import { Measure } from './Measure.tsx';
import { Plan } from './Plan.tsx';
import { Saving } from './Saving.tsx';
import { type ShownNetwork, useLandscapesState, useShownLandscapes } from './useLandscapes.ts';
import { usePlan } from './usePlan.ts';
import { ViewControls } from './ViewControls.tsx';
import { setPlan, useLooking } from './view.ts';

export function Landscape() {
  const words = useLandscapeWords();
  const { problem: sentenceOf } = useWords();
  const shown = useShownLandscapes();
  const { networks, loaded } = shown;
  const plan = usePlan();
  const drawing = useLooking((state) => state.drawing);
  const point = useLooking((state) => state.point);
  const doing = useLandscapesState((state) => state.doing);
  const epoch = useFramesState((state) => state.epoch);
  const drawn = useMemo(() => {
    const known = networks.flatMap(({ landscape }) => (landscape ? [landscape] : []));
    const scale = scaleOf(known);
    const levels = levelsOf(scale).map((loss) => heightOf(loss, scale));
    const parts = networks.map((network) => {
      const { landscape } = network;
      const relief = landscape && reliefOf(landscape, scale);
      if (!landscape || !relief) return { network };
      const points = pointsByPlace(landscape);
      return { network, found: { landscape, relief, points, marks: marksOf(landscape) } };
    });
    return { scale, levels, parts, any: parts.some(({ found }) => found) };
  }, [networks]);
  const { scale, levels, parts, any } = drawn;
  const nameOf = ({ name }: ShownNetwork) => name || (name === undefined ? words.shipped : words.own);
  if (networks.length === 0)
    return loaded ? <p className={beside.promise}>{sentenceOf({ kind: 'no-network' })}</p> : null;

  const told = (at: number): readonly string[] => {
    const lines = parts.flatMap(({ network, found }) => {
      if (!found || at >= found.points.length) return [];
      const value = found.points[at];
      return [
        value ? words.value(nameOf(network), value.loss, value.accuracy) : words.unknown(nameOf(network)),
      ];
    });
    const landscape = parts.find(({ found }) => found && at < found.points.length)?.found?.landscape;
    return landscape ? [words.at(...placeOf(at, landscape)), ...lines] : [];
  };
  const broken = parts.reduce((sum, { found }) => sum + (found ? notFinite(found.landscape) : 0), 0);
  const findings = parts.flatMap(({ network, found: its }) => {
    if (!its) return [];
    const { path } = its.landscape;
    if (path) return [words.path(nameOf(network), path.places.length, path.shares[0] + path.shares[1])];
    const figures = figuresOf(its.landscape);
    return figures ? [words.shape(nameOf(network), figures.doubled, figures.hollows)] : [];
  });
  const notes = [
    plan.plane === 'path' ? words.components : words.directions1(plan.seed),
    words.rule(plan.pictures, words.split[plan.split]),
    ...(networks.some(({ config }) => config.norm === 'batch') ? [words.norm] : []),
    ...(broken > 0 ? [words.broken(broken)] : []),
  ];
  const named = parts.flatMap(({ network, found }) =>
    found ? [{ name: nameOf(network), landscape: found.landscape }] : [],
  );
  return (
    <div className={beside.frame}>
      <div className={classes.sides}>
        <div className={classes.drawings} data-empty={!any || undefined}>
          {parts.map(({ network, found }) => (
            <figure key={network.id} className={classes.network}>
              <figcaption className={classes.name}>{nameOf(network)}</figcaption>
              {found ? (
                <Drawing
                  relief={found.relief}
                  levels={levels}
                  marks={found.marks}
                  label={words.label(nameOf(network), found.landscape.centre.loss)}
                  told={(at) => told(at).join(' ')}
                />
              ) : (
                <div className={classes.empty}>
                  {network.problem
                    ? sentenceOf(network.problem)
                    : doing?.runId === network.id
                      ? words.coming
                      : words.notMeasured}
                </div>
              )}
            </figure>
          ))}
        </div>
      </div>
      <div className={beside.panel} data-first={!any || undefined}>
        <Measure networks={networks} />
        {any && (
          <>
            <ViewControls />
            <p
              className={classes.readout}
              // As high as the longest text, so that nothing below moves with the pointer.
              style={{ minHeight: 17 * (2 + networks.length) }}
              data-testid="landscape-value"
              aria-hidden
            >
              {point === undefined
                ? words.hint[drawing]
                : told(point).map((line) => (
                    <span key={line}>
                      {line}
                      <br />
                    </span>
                  ))}
            </p>
            <Legend scale={scale} />
          </>
        )}
        <Plan {...shown} disabled={doing !== undefined} />
        {any && (
          <>
            <ul className={classes.facts}>
              {parts.map(
                ({ network, found }) =>
                  found && (
                    <li key={network.id}>
                      {words.centre(
                        nameOf(network),
                        found.landscape.centre.loss,
                        found.landscape.centre.accuracy,
                      )}
                    </li>
                  ),
              )}
              {findings.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
            {plan.plane === 'random' && (
              <div className={beside.row}>
                <Button
                  variant="default"
                  size="compact-xs"
                  disabled={doing !== undefined}
                  leftSection={<IconDice5 size={14} aria-hidden />}
                  onClick={() => setPlan({ seed: plan.seed + 1 })}
                >
                  {words.otherDirections}
                </Button>
              </div>
            )}
            <Saving landscapes={named} notes={[...notes, ...findings]} />
          </>
        )}
        {!any && (
          <p className={beside.note}>
            {words.promise} (<SourceLink of="li2018" />)
          </p>
        )}
        {notes.map((note) => (
          <p key={note} className={beside.note}>
            {note}
          </p>
        ))}
        {plan.plane === 'path' && (
          <p className={beside.note}>
            <SourceLinks of={['li2018', 'antognini2018']} />
          </p>
        )}
        {shown.others.length === 0 && <p className={beside.note}>{words.noTwin}</p>}
        {epoch !== undefined && <p className={beside.note}>{words.newest}</p>}
      </div>
    </div>
  );
}
