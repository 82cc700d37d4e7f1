/**
 * The lines, dots and annotations of a chart. They change with every step that is trained, so we draw them ourselves: a path
 * each is all that an update costs, where recharts' own lines took half as much again of the main thread. What to draw comes
 * by context, past the axes around, which stand still meanwhile. Colours are attributes: an exported picture has no style sheet.
 */
import { createContext, useContext, useId } from 'react';
import { usePlotArea } from 'recharts';
import type { Words } from '../../i18n/words.ts';
import type { Marker } from '../../state/colours.ts';
import type { Annotation } from './data/annotations.ts';
import {
  type Box,
  bandOf,
  cross,
  diamond,
  dotsOf,
  markerPaths,
  markerRadius,
  marksOf,
  pathOf,
  pixelsOf,
} from './data/marks.ts';
import type { XAxis } from './data/samples.ts';
import type { DrawnLine, Scene } from './data/scene.ts';
import { annotationText } from './format.ts';
import type { ChartKind } from './kinds/kind.ts';

export interface MarksProps {
  readonly words: Words;
  readonly chart: ChartKind;
  readonly scene: Scene;
  readonly axis: XAxis;
  readonly annotations: readonly Annotation[];
}

/** What stands at an epoch of a test line, in the colour of its line. */
export function MarkerShape({
  marker,
  colour,
  x,
  y,
}: {
  readonly marker: Marker;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}) {
  if (marker === 'circle') return <circle cx={x} cy={y} r={markerRadius} fill={colour} stroke="none" />;
  return <path d={markerPaths[marker]} transform={`translate(${x} ${y})`} fill={colour} stroke="none" />;
}

function LineMarks({ drawn, scene, box }: { drawn: DrawnLine; scene: Scene; box: Box }) {
  const { line, main, raw } = drawn;
  if (line.level !== undefined) return null;
  const { px, py } = pixelsOf(scene, box);
  const { colour: stroke, dash, width, marker } = line;
  const dots = dotsOf(drawn, box, px);
  const band = bandOf(main, scene, px, py);
  return (
    <g fill="none" stroke={stroke} strokeLinejoin="round" opacity={line.run.inGroup ? 0.55 : undefined}>
      {band && (
        <path
          data-band={line.part}
          d={band.d}
          fill={band.single ? 'none' : stroke}
          fillOpacity={line.part === 'train' ? 0.12 : 0.22}
          stroke={band.single ? stroke : 'none'}
          strokeWidth={5}
          strokeOpacity={0.4}
        />
      )}
      {raw.length > 0 && <path data-raw d={pathOf(raw, px, py)} opacity={0.28} />}
      {main.length > 0 && (
        <g data-line={line.part}>
          <path d={pathOf(main, px, py)} strokeDasharray={dash} strokeWidth={width} />
          {dots.map(({ x, y }) => (
            <MarkerShape key={x} marker={marker ?? 'circle'} colour={stroke} x={px(x)} y={py(y)} />
          ))}
        </g>
      )}
    </g>
  );
}

const [ink, quiet, ground] = [
  'var(--mantine-color-text)',
  'var(--mantine-color-dimmed)',
  'var(--mantine-color-body)',
];
const annotationStyles = {
  drop: { stroke: quiet, strokeDasharray: '2 3' },
  change: { stroke: quiet, strokeDasharray: '6 2 1 2' },
  recovery: { stroke: quiet, strokeDasharray: '1 3' },
  best: { stroke: ink, strokeWidth: 1.5 },
  end: { strokeWidth: 2 },
} as const satisfies Record<Annotation['type'], object>;

const shapes = { best: diamond, end: cross } as const;

function AnnotationMarks({
  words,
  chart,
  scene,
  axis,
  annotations,
  box,
}: MarksProps & { readonly box: Box }) {
  const short = (what: Annotation) => annotationText(words, chart, what).short;
  return marksOf(annotations, axis, scene, box, short).map(({ what, x, y, label }, i) => {
    const text = annotationText(words, chart, what);
    const colour = what.type === 'end' ? { stroke: what.run.colour } : {};
    const style = { fill: 'none', ...annotationStyles[what.type], ...colour };
    const shape = what.type === 'best' || what.type === 'end' ? shapes[what.type] : undefined;
    return (
      <g key={i} data-mark={what.type}>
        <title>{text.full}</title>
        {shape ? (
          <path d={shape} transform={`translate(${x} ${y})`} {...style} />
        ) : (
          <path d={`M${x} ${box.y}v${box.height}`} {...style} />
        )}
        {label && (
          <text
            x={label.x}
            y={label.y}
            textAnchor={label.anchor}
            fontSize={11}
            fill={ink}
            // A rim in the colour of the ground keeps the words apart from lines behind them.
            stroke={ground}
            strokeWidth={3}
            paintOrder="stroke"
          >
            {text.short}
          </text>
        )}
      </g>
    );
  });
}

export const MarksContext = createContext<MarksProps | undefined>(undefined);

/** Pixels around the plot in which a marker on its edge is still drawn whole. */
const rim = 4;

export function Marks() {
  const props = useContext(MarksContext);
  const box = usePlotArea();
  const clip = useId();
  if (!props || !box || !(box.width > 0)) return null;
  return (
    <g data-marks>
      <clipPath id={clip}>
        <rect x={box.x - rim} y={box.y - rim} width={box.width + 2 * rim} height={box.height + 2 * rim} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {props.scene.lines.map((drawn) => (
          <LineMarks
            key={`${drawn.line.run.id} ${drawn.line.part}`}
            drawn={drawn}
            scene={props.scene}
            box={box}
          />
        ))}
      </g>
      <AnnotationMarks {...props} box={box} />
    </g>
  );
}
