/**
 * Lines, dots and annotations inside of the axes, drawn by us: a path each is all that an update costs. What to draw comes by
 * context, past the axes around, which stand still meanwhile.
 */
import { createContext, useContext, useId } from 'react';
import { usePlotArea } from 'recharts';
import { useWords } from '../../i18n/words.ts';
import type { Annotation } from './data/annotations.ts';
import { type Box, diamond, dotsOf, marksOf, pathOf, pixelsOf } from './data/marks.ts';
import type { XAxis } from './data/samples.ts';
import type { DrawnLine, Scene } from './data/scene.ts';
import { annotationText } from './format.ts';
import type { ChartKind } from './kinds/kind.ts';

export interface MarksProps {
  readonly chart: ChartKind;
  readonly scene: Scene;
  readonly axis: XAxis;
  readonly annotations: readonly Annotation[];
}

function LineMarks({ drawn, scene, box }: { drawn: DrawnLine; scene: Scene; box: Box }) {
  const { line, main, raw } = drawn;
  const { px, py } = pixelsOf(scene, box);
  const { colour: stroke, dash, width } = line;
  if (line.level !== undefined) {
    const path = `M${box.x} ${py(line.level)}h${box.width}`;
    return (
      <path className="curve-level" d={path} stroke={stroke} strokeDasharray={dash} strokeWidth={width} />
    );
  }
  const dots = line.dots ? dotsOf(main, box, px) : [];
  return (
    <>
      {raw.length > 0 && <path className="curve-raw" d={pathOf(raw, px, py)} stroke={stroke} />}
      <g className={`curve-line curve-${line.part}`}>
        <path d={pathOf(main, px, py)} stroke={stroke} strokeDasharray={dash} strokeWidth={width} />
        {dots.map(({ x, y }) => (
          <circle key={x} className="curve-dot" cx={px(x)} cy={py(y)} r="3" fill={stroke} />
        ))}
      </g>
    </>
  );
}

function AnnotationMarks({ chart, scene, axis, annotations, box }: MarksProps & { readonly box: Box }) {
  const words = useWords();
  const short = (what: Annotation) => annotationText(words, what).short;
  return marksOf(annotations, { chart, axis }, scene, box, short).map(({ what, x, y, label }, i) => {
    const text = annotationText(words, what);
    return (
      <g key={i} className={`curve-mark curve-mark-${what.type}`}>
        <title>{text.full}</title>
        {y === undefined ? (
          <path d={`M${x} ${box.y}v${box.height}`} />
        ) : (
          <path d={diamond} transform={`translate(${x} ${y})`} />
        )}
        {label && (
          <text
            x={label.x}
            textAnchor={label.anchor}
            y={y === undefined ? box.y + 11 : Math.max(box.y + 11, y - 10)}
          >
            {text.short}
          </text>
        )}
      </g>
    );
  });
}

export const MarksContext = createContext<MarksProps | undefined>(undefined);

export function Marks() {
  const props = useContext(MarksContext);
  const box = usePlotArea();
  const clip = useId();
  if (!props || !box || !(box.width > 0)) return null;
  return (
    <g className="curve-marks">
      <clipPath id={clip}>
        <rect x={box.x} y={box.y - 4} width={box.width} height={box.height + 8} />
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
