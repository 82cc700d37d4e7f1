/** One card of the diagram: a block, a run of equal blocks, or what stands before and after them. */

import { useId } from 'react';
import { heatColour } from '../../../base/heatColour.ts';
import { useWords } from '../../i18n/words.ts';
import drawing from './drawing.module.css';
import { stripesOf } from './heat.ts';
import type { Card, DiagramLayout, Rect } from './layout.ts';
import { stackDepth } from './sizes.ts';

interface CardDrawingProps {
  readonly card: Card;
  readonly direction: DiagramLayout['direction'];
  readonly label: string;
  /** Whether it is switched off: what goes around it is all that is left. */
  readonly off: boolean;
  /** Positions of its blocks on the heat scale; empty where no heat is shown. */
  readonly heat: readonly (number | undefined)[];
  readonly focusable: boolean;
  readonly open: boolean;
  /** Id of the hover card, where it is about this one. */
  readonly describedBy: string | undefined;
}

/** The least width of a stripe of heat, in pixels. */
const stripeWidth = 2;

/** A rectangle's share from `i` of `n` to the next, along the flow. */
function stripe(rect: Rect, i: number, n: number, across: boolean): Rect {
  const { x, y, width, height } = rect;
  return across
    ? { x: x + (i * width) / n, y, width: width / n, height }
    : { x, y: y + (i * height) / n, width, height: height / n };
}

function Sheets({ card, across }: { card: Card; across: boolean }) {
  const sheet = (offset: number) => (
    <rect
      key={offset}
      className={drawing.sheet}
      {...card.rect}
      x={card.rect.x + (across ? offset : 0)}
      y={card.rect.y + (across ? 0 : offset)}
      rx={3}
    />
  );
  return [sheet(stackDepth), sheet(stackDepth / 2)];
}

export function CardDrawing({
  card,
  direction,
  label,
  off,
  heat,
  focusable,
  open,
  describedBy,
}: CardDrawingProps) {
  const words = useWords();
  const clip = useId();
  const across = direction === 'across';
  const { rect, hit, kind, link, bars, slabs, countLabel, blocks } = card;
  const packed = slabs.length > 0;
  const along = across ? rect.width : rect.height;
  const stripes = heat.length > 0 ? stripesOf(heat, packed ? slabs.length : along / stripeWidth) : [];
  const learns = blocks.length > 0 || kind === 'stem' || kind === 'classifier';
  const names = [
    drawing.card,
    !learns && drawing.plain,
    open && drawing.open,
    stripes.length > 0 && drawing.heated,
    packed && drawing.packed,
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML buttons do not exist inside SVG.
    <g
      className={names.filter(Boolean).join(' ')}
      role="button"
      tabIndex={focusable ? 0 : -1}
      aria-label={label}
      aria-expanded={open}
      aria-describedby={describedBy}
      data-id={card.id}
      data-card
      data-off={off || undefined}
    >
      <rect className={drawing.hit} data-page-only {...hit} />
      {kind === 'fold' && !packed && <Sheets card={card} across={across} />}
      <rect className={drawing.face} data-testid="card-face" {...rect} rx={3} />
      {slabs.map((slab, i) => {
        const position =
          stripes[stripes.length === slabs.length ? i : Math.floor((i * stripes.length) / slabs.length)];
        return (
          <rect
            key={i}
            className={drawing.slab}
            data-testid={position === undefined ? undefined : 'slab-heat'}
            {...slab}
            rx={1.5}
            style={position === undefined || off ? undefined : { fill: heatColour(position) }}
          />
        );
      })}
      {stripes.length > 0 && !packed && (
        <>
          <clipPath id={clip}>
            <rect {...rect} rx={3} />
          </clipPath>
          <g className={drawing.heat} clipPath={`url(#${clip})`} data-testid="card-heat">
            {stripes.map(
              (position, i) =>
                position !== undefined && (
                  <rect key={i} {...stripe(rect, i, stripes.length, across)} fill={heatColour(position)} />
                ),
            )}
          </g>
          <rect className={drawing.edge} {...rect} rx={3} />
        </>
      )}
      {bars.map((bar) => (
        <rect key={bar.name} className={drawing.bar} data-testid="layer-bar" {...bar.rect} rx={1.5} />
      ))}
      {bars.map((bar) => (
        <text
          key={bar.name}
          className={drawing.small}
          transform={`translate(${bar.label.x} ${bar.label.y})${across ? ' rotate(-90)' : ''}`}
          textAnchor={across ? 'end' : 'start'}
        >
          {bar.text}
        </text>
      ))}
      {link && (
        <>
          <path className={drawing.link} data-link={link.kind} d={link.path} />
          <circle className={drawing.join} cx={link.join.x} cy={link.join.y} r={2.5} />
        </>
      )}
      {kind === 'fold' && (
        <text
          className={drawing.count}
          transform={`translate(${countLabel.x} ${countLabel.y + (across ? 0 : 4)})`}
          textAnchor={across ? 'middle' : 'start'}
        >
          {words.diagram.count(blocks.length)}
        </text>
      )}
      <rect
        className={drawing.ring}
        data-page-only
        x={rect.x - 3}
        y={rect.y - 3}
        width={rect.width + 6}
        height={rect.height + 6}
        rx={5}
      />
    </g>
  );
}
