/** One basic block, with its shortcut and without: across where there is room, else down. */

import { Switch } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import classes from './BlockFigure.module.css';
import { Figure } from './Figure.tsx';

interface BlockFigureProps {
  readonly question: string;
  readonly shortcut: string;
  /** In a box each, from the input to the addition. */
  readonly layers: readonly [string, string, string, string, string];
  readonly caption: { readonly residual: string; readonly plain: string };
  /** What the picture shows, for who cannot see it. */
  readonly label: { readonly residual: string; readonly plain: string };
}

type Place = readonly [x: number, y: number];

const box = { width: 96, height: 34 };
/** Pixels from which on it lies across. */
const wide = 620;

/** Places along the way of the input and beside it, in pixels of the drawing. */
function layoutOf(across: boolean, layers: number) {
  const length = across ? box.width : box.height;
  const pitch = length + (across ? 12 : 16);
  const start = 40;
  const middle = across ? 64 : 90;
  const sum = start + layers * pitch + 8;
  const end = sum + 34 + length;
  return {
    size: (across ? [end + 44, 92] : [220, end + 40]) as Place,
    sum,
    end,
    /** The middle of a layer. */
    layer: (i: number) => start + i * pitch + length / 2,
    relu: sum + 24 + length / 2,
    /** How far the shortcut swings out. */
    out: across ? 14 : 190,
    at: (along: number, beside = middle): Place => (across ? [along, beside] : [beside, along]),
  };
}

interface DrawingProps extends Pick<BlockFigureProps, 'layers'> {
  readonly residual: boolean;
  readonly across: boolean;
  readonly label: string;
}

function Drawing({ layers, residual, across, label }: DrawingProps) {
  const { size, sum, end, layer, relu, out, at } = layoutOf(across, layers.length);
  const wire = (from: number, to: number) => `M${at(from)}L${at(to)}`;
  const boxAt = (along: number, name: string) => {
    const [x, y] = at(along);
    return (
      <g key={along}>
        <rect
          className={classes.layer}
          x={x - box.width / 2}
          y={y - box.height / 2}
          width={box.width}
          height={box.height}
          rx="5"
        />
        <text x={x} y={y + 5}>
          {name}
        </text>
      </g>
    );
  };
  const letter = (along: number, name: string) => (
    <text x={at(along)[0]} y={at(along)[1] + 5}>
      {name}
    </text>
  );
  const [sumX, sumY] = at(sum);
  return (
    <svg
      className={classes.block}
      width={size[0]}
      height={size[1]}
      viewBox={`0 0 ${size.join(' ')}`}
      role="img"
      aria-label={label}
    >
      <defs>
        {(['wire', 'shortcut'] as const).map((kind) => (
          <marker
            key={kind}
            id={`help-${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path className={kind === 'wire' ? classes.head : classes.shortcutHead} d="M0 0L8 4L0 8z" />
          </marker>
        ))}
      </defs>
      <path className={classes.wire} markerEnd="url(#help-wire)" d={wire(20, sum - (residual ? 11 : 0))} />
      <path
        className={classes.wire}
        markerEnd="url(#help-wire)"
        d={wire(residual ? sum + 11 : sum, end + 18)}
      />
      {letter(12, 'x')}
      {letter(end + 28, 'y')}
      {layers.map((name, i) => boxAt(layer(i), name))}
      {boxAt(relu, 'ReLU')}
      {residual && (
        <>
          <path
            className={classes.shortcut}
            markerEnd="url(#help-shortcut)"
            d={
              across
                ? `M${at(28)}C28 ${out} 40 ${out} 70 ${out}H${sum - 40}C${sum - 12} ${out} ${sum} ${out} ${sum} ${sumY - 12}`
                : `M${at(28)}C${out} 28 ${out} 40 ${out} 70V${sum - 40}C${out} ${sum} ${out} ${sum} ${sumX + 12} ${sum}`
            }
          />
          <circle className={classes.sum} cx={sumX} cy={sumY} r="11" />
          {letter(sum, '+')}
        </>
      )}
    </svg>
  );
}

export function BlockFigure({ question, shortcut, layers, caption, label }: BlockFigureProps) {
  const [residual, setResidual] = useState(true);
  const { ref, width } = useElementSize();
  const kind = residual ? 'residual' : 'plain';
  return (
    <Figure
      question={question}
      caption={caption[kind]}
      controls={
        <Switch
          label={shortcut}
          checked={residual}
          onChange={(event) => setResidual(event.currentTarget.checked)}
        />
      }
    >
      <div ref={ref}>
        <Drawing layers={layers} residual={residual} across={width >= wide} label={label[kind]} />
      </div>
    </Figure>
  );
}
