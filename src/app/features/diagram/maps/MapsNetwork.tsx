/**
 * The network with a feature map in every card, of the picture that goes in and live while it trains: of each block the channel that
 * shows most, which stays the same from answer to answer as long as it does.
 */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import {
  channelOf,
  mapOf,
  type Plane,
  rangeOf,
  spreads,
  tellingChannel,
} from '../../../../training/featureMaps.ts';
import type { Answer } from '../../../../training/questions.ts';
import { useMapWords } from '../../../i18n/maps.ts';
import { useScheme } from '../../../ui/useScheme.ts';
import { useSlow } from '../../../ui/useSlow.ts';
import type { Card, DiagramLayout } from '../layout.ts';
import { Network, type NetworkProps } from '../Network.tsx';
import type { Shown } from '../shown.ts';
import { questionOfAll } from './asking.ts';
import { MapsMissing } from './MapsMissing.tsx';
import classes from './MapsNetwork.module.css';
import { PlaneCanvas } from './PlaneCanvas.tsx';
import { painted, scaleOf } from './paint.ts';
import { sheetLayout } from './sheets.ts';
import { useChosenPictures, useMaps } from './useMaps.ts';

interface ShownPlane {
  readonly channel: number;
  readonly channels: number;
  readonly plane: Plane;
}

/** The channel of every block that is shown, by block; it depends on those that were shown before. */
function planesOf(answer: Answer, before: Map<string, number>): ReadonlyMap<string, ShownPlane> {
  return new Map(
    answer.maps.map((maps) => {
      const map = mapOf(maps);
      const channel = tellingChannel(spreads(map), before.get(maps.block));
      before.set(maps.block, channel);
      return [maps.block, { channel, channels: map.channels, plane: channelOf(map, channel) }];
    }),
  );
}

/** Pixels of a card's edge, which says that it is open. */
const edge = 2;

const pixelRatio = (): number => Math.min(2, Math.max(1, Math.round(devicePixelRatio)));

interface LayerProps {
  readonly layout: DiagramLayout;
  readonly planes: ReadonlyMap<string, ShownPlane>;
  /** What the caption of a saved picture says of the maps. */
  readonly caption: string;
}

/** All maps on one canvas over the drawing. */
function Layer({ layout, planes, caption }: LayerProps) {
  const { dark } = useScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, cards } = layout;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = pixelRatio();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = false;
    for (const { id, rect } of cards) {
      const shown = planes.get(id);
      if (!shown) continue;
      const { plane } = shown;
      const sheet = new OffscreenCanvas(plane.width, plane.height);
      const image = new ImageData(painted(plane, scaleOf([plane.values]), dark), plane.width, plane.height);
      sheet.getContext('2d')?.putImageData(image, 0, 0);
      const inset = rect.width > 20 ? edge : 0;
      const [x, y, side] = [rect.x + inset, rect.y + inset, rect.width - 2 * inset].map(Math.round) as [
        number,
        number,
        number,
      ];
      context.drawImage(sheet, x, y, side, side);
    }
  }, [planes, cards, width, height, dark]);
  const ratio = pixelRatio();
  return (
    <canvas
      ref={canvas}
      className={classes.layer}
      width={width * ratio}
      height={height * ratio}
      style={{ width, height }}
      aria-hidden
      data-testid="maps-layer"
      data-maps={planes.size}
      data-in-file={caption}
    />
  );
}

interface MapFactProps {
  readonly shown: ShownPlane;
  /** Of what before it is, if it is. */
  readonly before: string | undefined;
}

/** What the hover card says of the map in a card, with the map at a size at which it is well seen. */
function MapFact({ shown, before }: MapFactProps) {
  const maps = useMapWords();
  const { dark } = useScheme();
  const { plane, channel, channels } = shown;
  return (
    <div className={classes.fact}>
      <div className={classes.large}>
        <PlaneCanvas
          width={plane.width}
          height={plane.height}
          image={painted(plane, scaleOf([plane.values]), dark)}
        />
      </div>
      <p>
        {maps.shownChannel(channel + 1, channels)} {maps.ranges(...rangeOf(plane.values))} {before}
      </p>
    </div>
  );
}

interface MapsNetworkProps extends Omit<NetworkProps, 'arrange' | 'more' | 'heatOf'> {
  readonly shown: Shown;
}

const noHeat = () => [];
const noPlanes: ReadonlyMap<string, ShownPlane> = new Map();

export function MapsNetwork({ shown, children, ...props }: MapsNetworkProps) {
  const maps = useMapWords();
  const frame = useRef<HTMLDivElement>(null);
  const channels = useRef(new Map<string, number>());
  const pictures = useChosenPictures(shown);
  const { structure } = shown;
  const question = useMemo(() => pictures && questionOfAll(structure, pictures), [structure, pictures]);
  const told = useMaps(shown, question, structure.spec.width + structure.spec.blocks.join(), frame);
  const { answer } = told;
  const slow = useSlow(told.before !== undefined);
  const before = slow && told.before ? maps.before[told.before] : undefined;
  const planes = useMemo(() => (answer ? planesOf(answer, channels.current) : noPlanes), [answer]);
  const whose = answer?.network.kind === 'run' ? maps.ofStep(answer.network.step) : maps.ofShipped;
  const caption = answer
    ? [maps.caption(whose), ...(told.before ? [maps.before[told.before]] : [])].join(' ')
    : '';
  const more = (card: Card): ReactNode => {
    const shownPlane = planes.get(card.id);
    return shownPlane && <MapFact shown={shownPlane} before={before} />;
  };
  return (
    <div
      ref={frame}
      className={classes.frame}
      data-testid="maps-network"
      data-before={slow || undefined}
      aria-busy={told.before !== undefined}
    >
      <Network {...props} arrange={sheetLayout} heatOf={noHeat} more={more}>
        {(layout) => (
          <>
            <Layer layout={layout} planes={planes} caption={caption} />
            {!answer && (
              <div className={classes.missing}>
                <MapsMissing told={told} shown={shown} />
              </div>
            )}
            {before && <p className={classes.before}>{before}</p>}
            {children?.(layout)}
          </>
        )}
      </Network>
    </div>
  );
}
