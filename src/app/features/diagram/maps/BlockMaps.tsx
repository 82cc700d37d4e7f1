/**
 * What a part of the network makes of the picture that is looked at: the picture with the Grad-CAM of a class; one channel of the
 * shortcut, of F(x), of their sum and of its ReLU side by side; all channels. Live while the network trains.
 */
import { NativeSelect, Switch } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { fieldSize, pixelsOf, receptiveFields } from '../../../../model/receptiveField.ts';
import type { Block, Stem } from '../../../../model/structure.ts';
import { datasetOf } from '../../../../training/config.ts';
import {
  channelOf,
  gradCam,
  type MapOfOne,
  mapOf,
  normOf,
  spreads,
  tellingChannel,
} from '../../../../training/featureMaps.ts';
import type { Answer } from '../../../../training/questions.ts';
import { useClassNames } from '../../../i18n/classNames.ts';
import { useMapWords } from '../../../i18n/maps.ts';
import { topOf } from '../../../state/answers.ts';
import { useChosenPicture } from '../../../state/react.ts';
import type { Before } from '../../../state/standIn.ts';
import { ClassSelect } from '../../../ui/ClassSelect.tsx';
import quiet from '../../../ui/quiet.module.css';
import { useSize } from '../../../ui/useSize.ts';
import { useSlow } from '../../../ui/useSlow.ts';
import type { Shown } from '../shown.ts';
import { isBlock, questionOfPart, type Side, sidesOf } from './asking.ts';
import classes from './BlockMaps.module.css';
import { CamPicture } from './CamPicture.tsx';
import { Channels } from './Channels.tsx';
import { Filters } from './Filters.tsx';
import { MapsMissing } from './MapsMissing.tsx';
import { pictureBytes } from './paint.ts';
import { type PixelAt, Sides } from './Sides.tsx';
import { useChosenPictures, useMaps } from './useMaps.ts';

interface BlockMapsProps {
  readonly shown: Shown;
  readonly part: Stem | Block;
}

/** Where the channels of the sheet are from, as long as nobody has chosen. */
const firstSide: Side = 'output';

export function BlockMaps({ shown, part }: BlockMapsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const pictures = useChosenPictures(shown);
  const { actions } = useChosenPicture();
  // Whoever looks so closely at a picture wants it to stay.
  useEffect(() => actions.hold(), [actions]);
  const [chosenClass, setClass] = useState<number>();
  const [top, setTop] = useState<number>();
  const asked = chosenClass ?? top;
  const question = useMemo(() => pictures && questionOfPart(part, pictures, asked), [part, pictures, asked]);
  const told = useMaps(shown, question, part.name, frame);
  const { answer } = told;
  const slow = useSlow(told.before !== undefined);
  const likeliest = answer && topOf(answer.logits);
  // Grad-CAM is of the likeliest class unless a person chooses: it is known once the network has answered.
  const camOf = told.question?.taps.gradient?.classes[0];
  const camWaits = camOf !== undefined && camOf !== (chosenClass ?? likeliest);
  const camSlow = useSlow(camWaits);
  if (likeliest !== undefined && likeliest !== top) setTop(likeliest);
  return (
    <div
      ref={frame}
      className={classes.frame}
      data-testid="block-maps"
      data-before={slow || undefined}
      aria-busy={camWaits || told.before !== undefined}
    >
      {answer ? (
        <Answered
          shown={shown}
          part={part}
          answer={answer}
          before={slow ? told.before : undefined}
          camBefore={camSlow ? camOf : undefined}
          chosenClass={chosenClass}
          onClass={setClass}
        />
      ) : (
        <MapsMissing told={told} shown={shown} />
      )}
    </div>
  );
}

interface AnsweredProps extends BlockMapsProps {
  readonly answer: Answer;
  readonly before: Before | undefined;
  /** The class that its Grad-CAM is of, where that is still another one than is asked for. */
  readonly camBefore: number | undefined;
  readonly chosenClass: number | undefined;
  readonly onClass: (chosen: number | undefined) => void;
}

function Answered({ shown, part, answer, before: standsIn, camBefore, chosenClass, onClass }: AnsweredProps) {
  const maps = useMapWords();
  const facts = datasetOf(shown.config);
  const names = useClassNames(facts);
  const [pixel, setPixel] = useState<PixelAt>();
  const [chosenSide, setSide] = useState<Side>(firstSide);
  const [channelChosen, setChannel] = useState<number>();
  const [eachItsOwn, setEachItsOwn] = useState(false);
  const [smooth, setSmooth] = useState(false);
  const before = useRef<{ readonly part: string; readonly channel: number }>(undefined);
  const sheet = useRef<HTMLDivElement>(null);
  const room = useSize(sheet);
  const fields = useMemo(() => receptiveFields(shown.structure).get(part.name), [shown.structure, part.name]);

  const mapAt = (block: string, of: string): MapOfOne | undefined => {
    const found = answer.maps.find((map) => map.block === block && map.of === of);
    return found && mapOf(found);
  };
  const sides = sidesOf(part);
  const side = sides.includes(chosenSide) ? chosenSide : firstSide;
  const shortcut = isBlock(part) ? part.shortcut.kind : 'none';
  const nameOf = (of: Side): string => {
    if (of === 'shortcut') return shortcut === 'none' ? '' : maps.shortcut[shortcut];
    if (of === 'sum' && shortcut === 'projection') return maps.projectedSum;
    return maps.side[of];
  };
  // The sheet is drawn anew only when an answer has come.
  const shownMap = useMemo(() => {
    const found = answer.maps.find((map) => map.block === part.name && map.of === side);
    return found && mapOf(found);
  }, [answer, part.name, side]);
  const output = mapAt(part.name, 'output');
  const input = mapAt('stem', 'input');
  if (!output || !input || !shownMap) return null;

  const stays = before.current?.part === part.name ? before.current.channel : undefined;
  const channel = Math.min(channelChosen ?? tellingChannel(spreads(output), stays), output.channels - 1);
  before.current = { part: part.name, channel };
  const planes = sides.flatMap((of) => {
    const map = mapAt(part.name, of);
    return map ? [{ side: of, name: nameOf(of), plane: channelOf(map, channel) }] : [];
  });

  const { gradient } = answer;
  const shownClass = chosenClass ?? topOf(answer.logits);
  const className = (i: number): string => names[i] ?? '';
  const cam =
    gradient?.block === part.name ? gradCam(mapOf(gradient.output), mapOf(gradient.gradient)) : undefined;
  const silent = cam?.values.every((value) => value === 0) ?? false;
  let camNote = maps.camCells(output.height, output.width, fields?.output.jump ?? 1);
  if (silent) camNote = maps.camNothing(className(shownClass));
  if (camBefore !== undefined) camNote = maps.camBefore(className(camBefore));

  const branch = mapAt(part.name, 'branch');
  const beside = mapAt(part.name, 'shortcut');
  const ratio = branch && beside && normOf(branch.values) / normOf(beside.values);

  const field = pixel && fields?.[pixel.side];
  const rows = field && pixelsOf(field, pixel.row, facts.imageSize);
  const columns = field && pixelsOf(field, pixel.column, facts.imageSize);
  let fieldText = maps.fieldHint;
  if (field && rows && columns) {
    const size = fieldSize(field);
    const [height, width] = [rows, columns].map(({ from, to }) => to - from + 1) as [number, number];
    const within = height < size || width < size ? [maps.fieldWithin(height, width)] : [];
    fieldText = [maps.field(pixel.row + 1, pixel.column + 1, size), ...within].join(' ');
  }
  let whose = answer.network.kind === 'run' ? maps.ofStep(answer.network.step) : maps.ofShipped;
  if (standsIn) whose = maps.beforeShort[standsIn];
  return (
    <div className={classes.maps}>
      <section className={classes.seen} aria-label={maps.picture}>
        <CamPicture
          pixels={pictureBytes(input.values, facts)}
          cam={silent ? undefined : cam}
          smooth={smooth}
          faint={camBefore !== undefined}
          frame={rows && columns && { rows, columns }}
        />
        <div className={classes.cam}>
          <div className={classes.camHead}>
            <h3>{maps.cam}</h3>
            <Switch
              size="xs"
              label={maps.smooth}
              title={maps.smoothHelp}
              checked={smooth}
              onChange={({ currentTarget: { checked } }) => setSmooth(checked)}
            />
          </div>
          <ClassSelect
            label={`${maps.cam}, ${maps.camClass}`}
            names={names}
            value={chosenClass}
            none={maps.camTop(className(topOf(answer.logits)))}
            nothing={maps.noClass}
            onChange={onClass}
          />
          <p className={quiet.aside} data-testid="cam-note">
            {camNote}
          </p>
        </div>
      </section>
      <section className={classes.sides} aria-label={maps.sides(channel + 1, output.channels)}>
        <h3 className={classes.head}>
          {maps.sides(channel + 1, output.channels)} <span className={quiet.aside}>{whose}</span>
        </h3>
        <Sides
          planes={planes}
          label={maps.sides(channel + 1, output.channels)}
          pixel={pixel}
          onPixel={setPixel}
        />
        <p className={classes.field} aria-live="polite" data-testid="field-text">
          {fieldText}
        </p>
        {answer.filters && <Filters filters={answer.filters} chosen={channel} />}
        {isBlock(part) && (
          <p className={classes.adds} data-testid="adds">
            {ratio === undefined || !Number.isFinite(ratio)
              ? maps.addsPlain
              : maps.adds(ratio, ratio < 1, shortcut === 'projection')}
          </p>
        )}
      </section>
      <section className={classes.channels} aria-label={maps.channelsOf(nameOf(side), shownMap.channels)}>
        <h3 className={classes.head}>{maps.channels(shownMap.channels)}</h3>
        <div className={classes.choices}>
          {sides.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={maps.what}
              value={side}
              data={sides.map((value) => ({ value, label: nameOf(value) }))}
              onChange={({ currentTarget: { value } }) => setSide(value as Side)}
            />
          )}
          <Switch
            size="xs"
            label={maps.each}
            title={maps.eachHelp}
            checked={eachItsOwn}
            onChange={({ currentTarget: { checked } }) => setEachItsOwn(checked)}
          />
        </div>
        <div ref={sheet} className={classes.sheet}>
          {room && (
            <Channels
              map={shownMap}
              label={maps.channelsOf(nameOf(side), shownMap.channels)}
              eachItsOwn={eachItsOwn}
              chosen={channel}
              width={room.width}
              onChoose={setChannel}
            />
          )}
        </div>
      </section>
    </div>
  );
}
