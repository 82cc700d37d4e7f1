/** The network drawn from its spec: the pyramid of pictures that get smaller and thicker, with its shortcuts. */
import './Diagram.css';
import { useMemo } from 'react';
import { structureOf } from '../../model/structure.ts';
import { specOf } from '../../training/config.ts';
import { useWords, type Words } from '../i18n/words.ts';
import { Panel } from '../panels/Panel.tsx';
import { usePage } from '../store/react.ts';
import { type Arc, type ArcKind, type Column, type DiagramLayout, layoutOf } from './layout.ts';
import { useWidth } from './useWidth.ts';

const lineHeight = 15;
const labelLines = 4;
/** Below so many pixels, channels are shown without their unit. */
const roomForUnits = 48;

function arcPath({ from, to, base, kind }: Arc, axis: number): string {
  const top = base - (kind === 'changed' ? 13 : 10);
  return `M${from} ${axis}V${top + 6}Q${from} ${top} ${from + 6} ${top}H${to - 6}Q${to} ${top} ${to} ${top + 6}V${axis}`;
}

function ColumnDrawing({ column, axis }: { column: Column; axis: number }) {
  return (
    <g>
      {column.arcs.map((arc) => (
        <path key={arc.from} d={arcPath(arc, axis)} className={`arc arc-${arc.kind}`} />
      ))}
      {column.bars.map((bar) => (
        <rect
          key={bar.name}
          x={bar.x}
          y={bar.y}
          width={bar.thickness}
          height={bar.height}
          rx={1.5}
          className={column.blocks > 0 ? 'bar bar-block' : 'bar'}
        >
          <title>{`${bar.name}: ${bar.shape.height}×${bar.shape.width}×${bar.shape.channels}`}</title>
        </rect>
      ))}
    </g>
  );
}

function Labels({ column, top, words }: { column: Column; top: number; words: Words }) {
  const { name, shape, blocks, centre, room } = column;
  const short = name === 'classifier' ? 'fc' : name === 'input' ? words.diagram.input : name;
  const lines = [
    short,
    words.diagram.pixels(shape.height, shape.width),
    room < roomForUnits ? String(shape.channels) : words.diagram.channels(shape.channels),
    blocks > 0 ? `×${blocks}` : '',
  ];
  return (
    <text textAnchor="middle" className="diagram-label">
      {lines.map((line, i) => (
        <tspan
          key={i}
          x={centre}
          y={top + (i + 1) * lineHeight}
          className={i === 0 ? 'diagram-name' : undefined}
        >
          {line}
        </tspan>
      ))}
    </text>
  );
}

function summaryOf(layout: DiagramLayout, words: Words): string {
  return words.diagram.summary(
    layout.columns.map(
      (c) =>
        `${words.model.stageName(c.name, c.blocks)}, ${words.diagram.pixels(c.shape.height, c.shape.width)}, ${words.diagram.channels(c.shape.channels)}`,
    ),
  );
}

export function Diagram() {
  const words = useWords();
  const config = usePage((state) => state.config);
  const { ref, width } = useWidth<HTMLDivElement>();
  const structure = useMemo(() => structureOf(specOf(config)), [config]);
  const layout = useMemo(() => layoutOf(structure, Math.max(280, width)), [structure, width]);
  const height = layout.height + labelLines * lineHeight + 6;
  return (
    <Panel title={words.diagram.title} aside={words.diagram.legend}>
      <div ref={ref} className="diagram" style={{ height }}>
        {width > 0 && (
          <svg width={layout.width} height={height} role="img" aria-label={summaryOf(layout, words)}>
            <line x1={0} x2={layout.width} y1={layout.axis} y2={layout.axis} className="flow" />
            {layout.columns.map((column) => (
              <ColumnDrawing key={column.name} column={column} axis={layout.axis} />
            ))}
            {layout.columns.map((column) => (
              <Labels key={column.name} column={column} top={layout.height} words={words} />
            ))}
          </svg>
        )}
      </div>
      <ShortcutLegend kinds={new Set(layout.columns.flatMap((c) => c.arcs.map((arc) => arc.kind)))} />
    </Panel>
  );
}

function ShortcutLegend({ kinds }: { kinds: ReadonlySet<ArcKind> }) {
  const words = useWords();
  if (kinds.size === 0) return <p className="note">{words.diagram.noShortcut}</p>;
  const item = (kind: ArcKind, text: string) =>
    kinds.has(kind) && (
      <span>
        <svg width="26" height="10" aria-hidden="true">
          <path d="M1 9Q1 2 6 2H20Q25 2 25 9" className={`arc arc-${kind}`} />
        </svg>
        {text}
      </span>
    );
  return (
    <p className="note diagram-legend">
      {item('identity', words.diagram.identity)}
      {item('changed', words.diagram.projection)}
    </p>
  );
}
