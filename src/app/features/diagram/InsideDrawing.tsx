/** The layers of a block from top to bottom, each with its output shape, and the shortcut on the left. */

import type { Layer } from '../../../model/layers.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import drawing from './drawing.module.css';
import type { CardFacts } from './facts.ts';
import { type AxisOrder, shapeText } from './shapeText.ts';

interface InsideDrawingProps {
  readonly facts: CardFacts;
  readonly order: AxisOrder;
}

const width = 334;
const pitch = 31;
const nodeHeight = 22;
const main = { left: 116, width: 132, centre: 182 };
const side = { left: 1, width: 104, centre: 53 };

/** `short`: beside the main path, where there is less room. */
function layerText(layer: Layer, words: Words, short = false): string {
  const { kind, kernel, stride, input, output } = layer;
  const w = words.diagram;
  switch (kind) {
    case 'conv':
      return short
        ? w.shortConvolution(kernel, output.channels, stride)
        : w.convolution(kernel, output.channels, stride);
    case 'batchnorm':
      return w.batchNorm;
    case 'relu':
      return w.relu;
    case 'maxpool':
      return w.poolingWindow(kernel, stride);
    case 'avgpool':
      return w.averagePool;
    case 'linear':
      return w.linear(input.channels, output.channels);
    case 'add':
      return w.add;
    case 'shortcut': {
      const same = input.channels === output.channels && stride === 1 && input.height === output.height;
      const step = Math.max(1, Math.round(input.height / output.height));
      return same ? w.identityShort : w.padShort(step, output.channels - input.channels);
    }
    default:
      return kind satisfies never;
  }
}

function Node({ layer, at, y, words }: { layer: Layer; at: typeof main; y: number; words: Words }) {
  return (
    <>
      <rect
        className={drawing.node}
        data-kind={layer.kind}
        x={at.left}
        y={y - nodeHeight / 2}
        width={at.width}
        height={nodeHeight}
        rx={4}
      />
      <text className={drawing.nodeName} x={at.centre} y={y + 4} textAnchor="middle">
        {layerText(layer, words, at === side)}
      </text>
    </>
  );
}

export function InsideDrawing({ facts, order }: InsideDrawingProps) {
  const words = useWords();
  const { layers, shortcutLayers, input } = facts;
  const rowOf = (i: number) => 14 + (i + 1) * pitch;
  const height = rowOf(layers.length - 1) + 14;
  const add = layers.findIndex((layer) => layer.kind === 'add');
  const shown = (layer: Layer) =>
    shapeText(layer.output, order, layer.output.height === 1 && layer.kind !== 'conv');
  const linkKind = facts.shortcut ?? 'identity';
  const middle = (rowOf(-1) + rowOf(add)) / 2;
  const first = middle - ((shortcutLayers.length - 1) * pitch) / 2;
  const steps = layers.map((layer) => layerText(layer, words));
  const beside = shortcutLayers.map((layer) => layerText(layer, words)).join(', ');
  return (
    <svg
      className={drawing.layers}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words.diagram.flow(steps, beside)}
    >
      <line
        className={drawing.flow}
        x1={main.centre}
        x2={main.centre}
        y1={rowOf(-1) + 6}
        y2={rowOf(layers.length - 1)}
      />
      <text className={drawing.nodeName} x={main.centre} y={rowOf(-1) + 1} textAnchor="middle">
        x
      </text>
      <text className={drawing.label} x={main.left + main.width + 8} y={rowOf(-1) + 1}>
        {shapeText(input, order)}
      </text>
      {add >= 0 && (
        <path
          className={drawing.link}
          data-link={linkKind}
          d={`M${main.centre} ${rowOf(-1) + 12}H${side.centre + 6}Q${side.centre} ${rowOf(-1) + 12} ${side.centre} ${rowOf(-1) + 18}V${rowOf(add) - 6}Q${side.centre} ${rowOf(add)} ${side.centre + 6} ${rowOf(add)}H${main.centre - 9}`}
        />
      )}
      {shortcutLayers.map((layer, i) => (
        <Node key={layer.name} layer={layer} at={side} y={first + i * pitch} words={words} />
      ))}
      {layers.map((layer, i) => (
        <g key={layer.name}>
          {layer.kind === 'add' ? (
            <>
              <circle className={drawing.node} data-kind="add" cx={main.centre} cy={rowOf(i)} r={9} />
              <path
                className={drawing.plus}
                d={`M${main.centre - 4} ${rowOf(i)}h8M${main.centre} ${rowOf(i) - 4}v8`}
              />
            </>
          ) : (
            <Node layer={layer} at={main} y={rowOf(i)} words={words} />
          )}
          <text className={drawing.label} x={main.left + main.width + 8} y={rowOf(i) + 4}>
            {shown(layer)}
          </text>
        </g>
      ))}
    </svg>
  );
}
