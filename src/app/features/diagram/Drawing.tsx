/** The diagram as SVG: the flow, the cards on it and the names of the stages. All places come from layout.ts. */

import type { KeyboardEvent, Ref } from 'react';
import { useWords, type Words } from '../../i18n/words.ts';
import { CardDrawing } from './Card.tsx';
import drawing from './drawing.module.css';
import type { Card, DiagramLayout, Point, StageLabel } from './layout.ts';
import { foldButtonId } from './navigation.ts';
import type { NextMarks } from './nextMarks.ts';
import { type AxisOrder, shapeText } from './shapeText.ts';

interface DrawingProps {
  readonly ref?: Ref<SVGSVGElement>;
  readonly layout: DiagramLayout;
  readonly order: AxisOrder;
  /** The one card or button that Tab reaches. */
  readonly stop: string;
  /** The card whose inside is shown. */
  readonly opened: string | undefined;
  /** Whether the names of stages are written under them; their shapes always are. */
  readonly named: boolean;
  /** Whether a name has the number of blocks. */
  readonly counted: boolean;
  readonly marks: NextMarks | undefined;
  readonly heatOf: (card: Card) => readonly (number | undefined)[];
  /** Names of blocks that are switched off. */
  readonly off: readonly string[] | undefined;
  /** The card that a hover card describes, and the hover card's id. */
  readonly described: { readonly id: string; readonly by: string } | undefined;
  /** Focus came to a card or button; `visible` where it is shown, as after a key. */
  readonly onFocusMove: (id: string, visible: boolean) => void;
  readonly onChoose: (id: string) => void;
  readonly onKey: (id: string, event: KeyboardEvent) => void;
  /** A pointer is over a card; undefined where it has left all of them. */
  readonly onPoint: (id: string | undefined) => void;
}

/** Whether all blocks of a card are switched off. */
const isOff = ({ blocks }: Card, off: readonly string[]): boolean =>
  blocks.length > 0 && blocks.every(({ name }) => off.includes(name));

function cardLabel(card: Card, order: AxisOrder, words: Words, off: readonly string[]): string {
  const text = cardText(card, order, words);
  return isOff(card, off) ? words.diagram.cardOff(text) : text;
}

function cardText(card: Card, order: AxisOrder, words: Words): string {
  const vector = card.kind === 'pool' || card.kind === 'classifier';
  const shape = shapeText(card.shape, order, vector);
  if (card.kind === 'fold') return words.diagram.openFold(card.id, card.blocks.length, shape);
  const kind = card.blocks[0]?.shortcut.kind;
  const name = card.kind === 'input' ? words.diagram.input : card.id;
  return words.diagram.card(name, shape, kind ? words.diagram.shortcutKind[kind] : '');
}

function stageTitle({ name, blocks }: StageLabel, words: Words, counted = true): string {
  if (name === 'input' || name === 'pool' || name === 'classifier') return words.diagram[name];
  return words.model.stageName(name, counted ? blocks : 0);
}

interface LabelProps {
  readonly stage: StageLabel;
  readonly stop: string;
  readonly named: boolean;
  readonly counted: boolean;
}

function Label({ stage, stop, named, counted }: LabelProps) {
  const words = useWords();
  const { name, at, anchor, hit, foldable, folded, blocks } = stage;
  const id = foldButtonId(name);
  const title = (
    <text className={drawing.name} transform={`translate(${at.x} ${at.y})`} textAnchor={anchor}>
      {stageTitle(stage, words, counted)}
      {foldable && (
        <tspan className={drawing.foldMark} data-page-only>
          {folded ? ' ▸' : ' ▾'}
        </tspan>
      )}
    </text>
  );
  const button = (
    // biome-ignore lint/a11y/useSemanticElements: HTML buttons do not exist inside SVG.
    <g
      className={drawing.foldButton}
      role="button"
      tabIndex={stop === id ? 0 : -1}
      aria-label={words.diagram.foldStage(name, blocks)}
      aria-pressed={folded}
      data-id={id}
    >
      <rect className={drawing.foldFace} data-page-only {...hit} rx={4} />
      {title}
    </g>
  );
  return (
    <>
      {named && (foldable ? button : title)}
      <text className={drawing.label} transform={`translate(${at.x} ${at.y + 16})`} textAnchor={anchor}>
        {stage.text}
      </text>
    </>
  );
}

/** The next run's network: blocks that come are outlined, blocks that go are outlined and struck out. */
function Marks({ marks: { added, removed } }: { readonly marks: NextMarks }) {
  return (
    <g className={drawing.next} data-testid="next-run" data-page-only>
      {added.map((rect) => (
        <rect key={rect.x} data-next="added" {...rect} rx={3} />
      ))}
      {removed.map((rect) => (
        <g key={rect.x} data-next="removed">
          <rect {...rect} rx={3} />
          <path d={`M${rect.x} ${rect.y + rect.height}l${rect.width} ${-rect.height}`} />
        </g>
      ))}
    </g>
  );
}

function arrow({ x, y }: Point, across: boolean): string {
  return across
    ? `M${x - 2} ${y - 4}L${x + 3} ${y}L${x - 2} ${y + 4}`
    : `M${x - 4} ${y - 2}L${x} ${y + 3}L${x + 4} ${y - 2}`;
}

/** The id of the card or button an event happened in. */
const idOf = (target: EventTarget): string | undefined =>
  target instanceof Element ? (target.closest('[data-id]')?.getAttribute('data-id') ?? undefined) : undefined;

export function Drawing(props: DrawingProps) {
  const { ref, layout, order, stop, opened, described, heatOf, off = [] } = props;
  const words = useWords();
  const across = layout.direction === 'across';
  const { from, to } = layout.flow;
  const summary = words.diagram.summary(
    layout.stages.map((stage) => `${stageTitle(stage, words)}, ${stage.text}`),
  );
  const on =
    <E extends { readonly target: EventTarget }>(act: (id: string, event: E) => void) =>
    (event: E) => {
      const id = idOf(event.target);
      if (id !== undefined) act(id, event);
    };
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML groups do not exist inside SVG.
    <svg
      ref={ref}
      className={drawing.drawing}
      width={layout.width}
      height={layout.height}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="group"
      aria-label={summary}
      onClick={on(props.onChoose)}
      onFocus={on((id, { target }) => props.onFocusMove(id, target.matches(':focus-visible')))}
      onBlur={() => props.onPoint(undefined)}
      onKeyDown={on(props.onKey)}
      onPointerOver={({ target, pointerType }) => {
        // A finger opens the card, which tells the same.
        if (pointerType !== 'touch') props.onPoint(idOf(target));
      }}
      onPointerLeave={() => props.onPoint(undefined)}
    >
      {layout.picture && <rect className={drawing.slot} {...layout.picture} rx={3} />}
      <line className={drawing.flow} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      {layout.arrows.map((point, i) => (
        <path key={i} className={drawing.arrow} d={arrow(point, across)} />
      ))}
      {layout.cards.map((card) => (
        <CardDrawing
          key={card.id}
          card={card}
          direction={layout.direction}
          off={isOff(card, off)}
          label={cardLabel(card, order, words, off)}
          heat={heatOf(card)}
          focusable={card.id === stop}
          open={card.id === opened}
          describedBy={described?.id === card.id ? described.by : undefined}
        />
      ))}
      {props.marks && <Marks marks={props.marks} />}
      {layout.stages.map((stage) => (
        <Label key={stage.name} stage={stage} stop={stop} named={props.named} counted={props.counted} />
      ))}
    </svg>
  );
}
